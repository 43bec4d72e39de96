"""One step of learning in onnxruntime, for `bench step`: reads a line, answers milliseconds.

Arguments: a JSON file that onnx.ts wrote, threads. First line out: the loss that the third step finds.
"""
import base64
import json
import sys
import time

try:
    import numpy
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper
except ImportError:
    sys.exit()  # no rival here

with open(sys.argv[1]) as file:
    told = json.load(file)


def floats(each):
    return numpy.frombuffer(base64.b64decode(each["values"]), numpy.float32).reshape(each["shape"])


def value(name, shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


given = {each["name"]: floats(each) for each in told["feeds"]}
rate = value("rate", [])
graph = helper.make_graph(
    [helper.make_node(n["op"], n["inputs"], [n["output"]], **n["attributes"]) for n in told["nodes"]],
    "step",
    [value(name, array.shape) for name, array in given.items()]
    + [value(each["name"], each["shape"]) for each in told["state"]]
    + [rate],
    [value(told["loss"], [])] + [value(each["next"], each["shape"]) for each in told["state"]],
    [
        numpy_helper.from_array(
            numpy.array(c["values"], numpy.int64 if c["whole"] else numpy.float32).reshape(c["shape"]), c["name"]
        )
        for c in told["constants"]
    ],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = int(sys.argv[2])
options.log_severity_level = 3
options.add_session_config_entry("session.set_denormal_as_zero", "1")
session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])

ort = onnxruntime.OrtValue.ortvalue_from_numpy
now = {each["name"]: ort(floats(each).copy()) for each in told["state"]}
after = {each["name"]: ort(floats(each).copy()) for each in told["state"]}
fed = {name: ort(array.copy()) for name, array in given.items()}
steps = 0


def step():
    """The state goes from one set of buffers to the other, so that nothing is copied."""
    global now, after, steps
    steps += 1
    factor = told["rate"] * (1 - told["beta2"] ** steps) ** 0.5 / (1 - told["beta1"] ** steps)
    binding = session.io_binding()
    binding.bind_output(told["loss"])
    for name, array in fed.items():
        binding.bind_ortvalue_input(name, array)
    for each in told["state"]:
        binding.bind_ortvalue_input(each["name"], now[each["name"]])
        binding.bind_ortvalue_output(each["next"], after[each["name"]])
    binding.bind_ortvalue_input("rate", ort(numpy.array(factor, numpy.float32)))
    session.run_with_iobinding(binding)
    now, after = after, now
    return float(binding.get_outputs()[0].numpy())


for _ in range(3):
    loss = step()
print(loss, flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    step()
    print(1000 * (time.perf_counter() - start), flush=True)
