"""The reference model in PyTorch, for `bench step` and `bench decode`: reads "step" or "decode" a line, answers milliseconds.

Arguments: task, T, D, H, Z, batch, decoder input (own, teacher or none), threads, cell (tanh, gru or lstm). First line out: the peak of sgemm in GFLOP a second.
"""
import sys
import time

try:
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits
except ImportError:
    sys.exit()  # no rival here

task, T, D, H, Z, B = sys.argv[1], *map(int, sys.argv[2:7])
reads, threads, cell = sys.argv[7], int(sys.argv[8]), sys.argv[9]
Layer = {"tanh": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[cell]
torch.set_num_threads(threads)
torch.set_flush_denormal(True)

a = torch.randn(1024, 1024)
a @ a
peak = 0.0
for _ in range(5):
    start = time.perf_counter()
    a @ a
    peak = max(peak, 2 * 1024**3 / (time.perf_counter() - start) / 1e9)
print(peak, flush=True)

encoder = Layer(D, H)
mean, variance = torch.nn.Linear(H, Z), torch.nn.Linear(H, Z)
first, out = torch.nn.Linear(Z, H), torch.nn.Linear(H, D)
decoder = Layer(D, H)
memory = torch.nn.Linear(Z, H)
parts = [encoder, mean, variance, first, out, decoder] + ([memory] if cell == "lstm" else [])
adam = torch.optim.Adam([p for part in parts for p in part.parameters()], lr=1e-3)
x = (torch.rand(T, B, D) < 0.1).float()


def decode(z, given):
    state = torch.tanh(first(z))[None]
    if cell == "lstm":
        state = (state, torch.tanh(memory(z))[None])
    if given is not None:
        return out(decoder(given, state)[0])
    y, logits = torch.zeros(z.shape[0], D), []
    for _ in range(T):
        states, state = decoder(y[None], state)
        logits.append(out(states[0]))
        y = torch.sigmoid(logits[-1])
    return torch.stack(logits)


def step():
    last = encoder(x)[0][-1]
    m, v = mean(last), variance(last)
    z = m + torch.exp(v / 2) * torch.randn_like(m)
    given = {"teacher": torch.cat([torch.zeros(1, B, D), x[:-1]]), "none": torch.zeros(T, B, D), "own": None}[reads]
    reconstruction = binary_cross_entropy_with_logits(decode(z, given), x, reduction="sum")
    loss = (reconstruction - 0.5 * (1 + v - m * m - v.exp()).sum()) / B
    adam.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for part in parts for p in part.parameters()], 1.0)
    adam.step()


def answer():
    with torch.no_grad():
        torch.sigmoid(decode(torch.zeros(B, Z), torch.zeros(T, B, D) if reads == "none" else None))


for _ in sys.stdin:
    start = time.perf_counter()
    step() if task == "step" else answer()
    print(1000 * (time.perf_counter() - start), flush=True)
