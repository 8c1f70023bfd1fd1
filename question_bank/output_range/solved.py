"""Code that answers, for the solved notebook: a line `# %%` begins a cell, and `# >` says what it prints."""

# %%
from .solver import Pair, Parameters, activation, exact_targets, fit_error, suitable

p = Parameters()

# %%
# en: For each pair: the share of the interval that the activation reaches, and the mean absolute error after a fit.
# pt-BR: Para cada par: a parte do intervalo que a ativação alcança, e o erro absoluto médio após um ajuste.
for pair in p.pairs:
    reached = activation(pair.activation, p).reached_share(p.low, p.high)
    print(f"{pair.activation:<10} {pair.loss:<13} reaches {reached:4.0%}, error {fit_error(pair, p):.1f}")
# > {% for pair in p.pairs %}
# > {{ "{:<10}".format(pair.activation) }} {{ "{:<13}".format(pair.loss) }} reaches {{ "{:4.0%}".format(s[pair.activation ~ "_reached"]) }}, error {{ "%.1f" | format(s[pair.activation ~ "_error"]) }}
# > {% endfor %}

# %%
# en: For each loss, behind an activation that reaches all: the share of the targets at which it is least exactly there.
# pt-BR: Para cada perda, após uma ativação que alcança tudo: a parte dos alvos em que é mínima exatamente neles.
for loss in ("cross_entropy", "quadratic", "mean_absolute"):
    print(f"{loss:<13} {exact_targets(Pair('linear', loss), p).size / p.targets:4.0%}")
# > cross_entropy {{ "{:4.0%}".format(s.cross_entropy_exact) }}
# > quadratic     {{ "{:4.0%}".format(s.tanh_loss_exact) }}
# > mean_absolute {{ "{:4.0%}".format(s.linear_loss_exact) }}

# %%
# en: The pairs that suit.
# pt-BR: Os pares adequados.
print(*(f"{pair.activation} and {pair.loss}" for pair in suitable(p)))
# > {% for pair in s.suitable %}
# > {{ pair.activation }} and {{ pair.loss }}
# > {% endfor %}
