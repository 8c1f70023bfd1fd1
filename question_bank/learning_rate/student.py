"""Code to begin with, for students: a line `# %%` begins a cell."""

# %%
import keras
import numpy as np
import tensorflow as tf

# %%
# en: Fashion-MNIST: what is trained on, and what validates.
# pt-BR: Fashion-MNIST: o que treina e o que valida.
(images, labels), _ = keras.datasets.fashion_mnist.load_data()
images = images.astype(np.float32)[..., np.newaxis] / 255
classes = keras.utils.to_categorical(labels, 10)
x_train, y_train = images[:1000], classes[:1000]
x_validation, y_validation = images[1000:2000], classes[1000:2000]
print(x_train.shape, y_train.shape, x_validation.shape, y_validation.shape)


# %%
def residual_block(x, filters):
    # en: Write the main path, the shortcut, and their sum here.
    # pt-BR: Escreva aqui o caminho principal, o atalho e a soma de ambos.
    return x


def inception_v1(x):
    # en: Write the branches, and concatenate them, here.
    # pt-BR: Escreva aqui os ramos e a concatenação deles.
    return x


def network():
    inputs = keras.Input((28, 28, 1))
    x = residual_block(inputs, 64)
    # en: Continue with the other layers, in their order, here.
    # pt-BR: Continue aqui com as outras camadas, na ordem delas.
    outputs = x
    return keras.Model(inputs, outputs)


# %%
def decayed(epoch, rate):
    # en: The rate of an epoch, from the current one.
    # pt-BR: A taxa de uma época, a partir da atual.
    return rate


# %%
for rate in (0.001, 0.005, 0.01, 0.05):
    np.random.seed(1)
    tf.random.set_seed(2)
    # en: Build, compile and train the network here, and evaluate it on what validates.
    # pt-BR: Construa, compile e treine a rede aqui, e avalie-a no que valida.
