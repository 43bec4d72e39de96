/** A process that ends at once: for trying what surrounds the processes. */
process.exit(0);
