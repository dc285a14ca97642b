"""Trains one network by mini-batches of SGD on one thread, as a user of NumPy or PyTorch writes it, and prints a line a
network: library, inputs, architecture, outputs, batch, model-samples a second (best of several stretches).

    library_training.py numpy|torch SECONDS INPUTS ARCH OUTPUTS BATCH ...
"""

import sys
import time

import numpy as np

ROWS = 8192
RATE = np.float32(0.01)


def data(inputs, outputs):
    random = np.random.default_rng(1)
    x = random.standard_normal((ROWS, inputs), dtype=np.float32)
    classes = random.integers(0, max(2, outputs), ROWS)
    t = np.eye(outputs, dtype=np.float32)[classes] if outputs > 1 else classes.astype(np.float32)[:, None]
    return random, x, t, classes


class NumpyNetwork:
    def __init__(self, widths, random):
        self.weights = [
            random.standard_normal((a, b), dtype=np.float32) * np.float32(np.sqrt(2 / a)) for a, b in zip(widths, widths[1:])
        ]
        self.biases = [np.zeros(b, dtype=np.float32) for b in widths[1:]]

    def step(self, x, t):
        activations = [x]
        for weights, biases in zip(self.weights[:-1], self.biases[:-1]):
            activations.append(np.maximum(activations[-1] @ weights + biases, 0))
        z = activations[-1] @ self.weights[-1] + self.biases[-1]
        if t.shape[1] > 1:
            e = np.exp(z - z.max(axis=1, keepdims=True))
            y = e / e.sum(axis=1, keepdims=True)
        else:
            y = 1 / (1 + np.exp(-z))
        error = (y - t) / np.float32(len(x))
        for layer in range(len(self.weights) - 1, -1, -1):
            gradient = activations[layer].T @ error
            bias_gradient = error.sum(axis=0)
            if layer > 0:
                error = (error @ self.weights[layer].T) * (activations[layer] > 0)
            self.weights[layer] -= RATE * gradient
            self.biases[layer] -= RATE * bias_gradient


def numpy_epoch(inputs, widths, outputs, batch):
    random, x, t, _ = data(inputs, outputs)
    network = NumpyNetwork([inputs, *widths, outputs], random)

    def epoch():
        order = random.permutation(ROWS)
        for begin in range(0, ROWS, batch):
            rows = order[begin : begin + batch]
            network.step(x[rows], t[rows])

    return epoch


def torch_epoch(inputs, widths, outputs, batch):
    import torch

    torch.set_num_threads(1)
    random, x, t, classes = data(inputs, outputs)
    x = torch.from_numpy(x)
    t = torch.from_numpy(classes if outputs > 1 else t)
    layers = []
    for a, b in zip([inputs, *widths], widths):
        layers += [torch.nn.Linear(a, b), torch.nn.ReLU()]
    network = torch.nn.Sequential(*layers, torch.nn.Linear(widths[-1], outputs))
    optimizer = torch.optim.SGD(network.parameters(), lr=float(RATE))
    loss = torch.nn.CrossEntropyLoss() if outputs > 1 else torch.nn.BCEWithLogitsLoss()

    def epoch():
        order = torch.from_numpy(random.permutation(ROWS))
        for begin in range(0, ROWS, batch):
            rows = order[begin : begin + batch]
            optimizer.zero_grad()
            loss(network(x[rows]), t[rows]).backward()
            optimizer.step()

    return epoch


def main():
    library, seconds = sys.argv[1], float(sys.argv[2])
    make = {"numpy": numpy_epoch, "torch": torch_epoch}[library]
    arguments = sys.argv[3:]
    for inputs, arch, outputs, batch in zip(*(arguments[i::4] for i in range(4))):
        epoch = make(int(inputs), [int(width) for width in arch.split("-")], int(outputs), int(batch))
        epoch()
        best, end = float("inf"), time.perf_counter() + seconds
        while time.perf_counter() < end:
            start = time.process_time()
            epoch()
            best = min(best, time.process_time() - start)
        print(library, inputs, arch, outputs, batch, f"{ROWS / best:.0f}", flush=True)


main()
