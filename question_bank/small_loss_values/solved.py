"""Code that answers, for the solved notebook: a line `# %%` begins a cell, and `# >` says what it prints."""

# %%
from .solver import Parameters, solve

s = solve(Parameters())

# %%
# en: The gradient of the scaled loss, and what half precision, single precision and scaling back make of it.
# pt-BR: O gradiente da perda escalada, e o que a precisão half, a simples e o retorno da escala fazem dele.
print(f"norm of the gradient: {s.norm_ratio:.0e} times what it was")
print(f"entries that vanish in half precision: {s.half_small_underflow:.0%}")
print(
    f"relative errors: half {s.half_small_error:.0%}, single {s.single_small_error:.0e}, scaled {s.rescaled_error:.2%}"
)
# > norm of the gradient: {{ "%.0e" | format(s.norm_ratio) }} times what it was
# > entries that vanish in half precision: {{ "{:.0%}".format(s.half_small_underflow) }}
# > relative errors: half {{ "{:.0%}".format(s.half_small_error) }}, single {{ "%.0e" | format(s.single_small_error) }}, scaled {{ "{:.2%}".format(s.rescaled_error) }}

# %%
# en: Training at the same rate: the share of the loss that it takes away, and the accuracy in validation.
# pt-BR: Treinamento com a mesma taxa: a parte da perda que ele elimina, e a acurácia de validação.
print(f"as it is: {s.fall:.0%}, accuracy {s.accuracy:.0%}; scaled: {s.small_fall:.2%}, accuracy {s.small_accuracy:.0%}")
# > as it is: {{ "{:.0%}".format(s.fall) }}, accuracy {{ "{:.0%}".format(s.accuracy) }}; scaled: {{ "{:.2%}".format(s.small_fall) }}, accuracy {{ "{:.0%}".format(s.small_accuracy) }}

# %%
# en: The effects that were observed.
# pt-BR: Os efeitos que foram observados.
print(*sorted(s.effects), sep=", ")
# > {{ s.effects | sort | join(", ") }}
