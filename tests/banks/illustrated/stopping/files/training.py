from collections.abc import Callable


def train(epoch: Callable[[], float]) -> list[float]:
    """The losses of a training that ends as soon as one is above the one before."""
    last = epoch()
    losses = [last]
    while True:
        losses.append(epoch())
        if losses[-1] > last:
            break
        last = losses[-1]
    return losses
