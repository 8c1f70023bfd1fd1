"""Code to begin with, for students: a line `# %%` begins a cell."""

# %%
import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


# %%
def quadratic_loss(target: Vector, output: Vector) -> float:
    # en: The sum, over the classes, of the squared differences.
    # pt-BR: A soma, sobre as classes, dos quadrados das diferenças.
    raise NotImplementedError


def accuracy(target: Vector, output: Vector) -> float:
    # en: The accuracy to expect of this output.
    # pt-BR: A acurácia que se espera desta saída.
    raise NotImplementedError


# %%
# en: Compute the loss and the accuracy of each output vector here.
# pt-BR: Calcule aqui a perda e a acurácia de cada vetor de saída.
