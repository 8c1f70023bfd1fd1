"""Code that answers, for the solved notebook: a line `# %%` begins a cell, and `# >` says what it prints."""

# %%
from .solver import Parameters, solve

p = Parameters()
s = solve(p)

# %%
# en: What each practice costs, in trainings with all images; how far behind the best setting it ends; how far above the
# en: truth the accuracy that it reports is expected to be; and whether all of that is tolerable.
# pt-BR: O que cada prática custa, em treinamentos com todas as imagens; quanto fica atrás da melhor configuração; quanto
# pt-BR: se espera que a acurácia relatada esteja acima da verdadeira; e se tudo isso é tolerável.
for name, practice in s.practices.items():
    reached = f"{practice.trainings:6.1f} trainings, {practice.regret:6.1%} behind, {practice.optimism:5.1%} above"
    print(f"{name:<21} {reached}, viable: {practice.is_viable(p)}")
# > {% for name, practice in s.practices.items() %}
# > {{ "{:<21}".format(name) }} {{ "{:6.1f}".format(practice.trainings) }} trainings, {{ "{:6.1%}".format(practice.regret) }} behind, {{ "{:5.1%}".format(practice.optimism) }} above, viable: {{ practice.is_viable(p) }}
# > {% endfor %}

# %%
# en: What the small search finds, and the loss of chance by which bad rates are flagged.
# pt-BR: O que a pequena busca encontra, e a perda do acaso, que denuncia taxas ruins.
print(f"found: rate {s.found_rate}, batch size {s.found_batch_size}, in {s.search_runs} runs")
print(f"loss of chance {s.chance_loss:.2f}; still above it after a short run: rates {s.flagged_rates}")
# > found: rate {{ s.found_rate }}, batch size {{ s.found_batch_size }}, in {{ s.search_runs }} runs
# > loss of chance {{ "%.2f" | format(s.chance_loss) }}; still above it after a short run: rates {{ s.flagged_rates }}

# %%
print(*sorted(s.viable))
# > {{ s.viable | sort | join(" ") }}
