"""Code that answers, for the solved notebook: a line `# %%` begins a cell, and `# >` says what it prints."""

# %%
import os
from statistics import fmean

from . import again
from .experiment import RATES, Parameters
from .solver import last_rate

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
recorded = again.fully_seeded()

# %%
# en: In which share of the recorded seeds each rate was the best, and its accuracies there.
# pt-BR: Em que parte das sementes registradas cada taxa foi a melhor, e suas acurácias nelas.
for option, rate in RATES.items():
    accuracies = recorded[option]
    print(f"{rate:<6} best in {again.share_of_best(option):4.0%}, mean accuracy {fmean(accuracies):.3f}")
# > {% for option, rate in p.rates.items() %}
# > {{ "{:<6}".format(rate) }} best in {{ "{:4.0%}".format(s.share[option]) }}, mean accuracy {{ "%.3f" | format(s.mean[option]) }}
# > {% endfor %}

# %%
# en: The rate of the last epoch: rounded, the smallest one never decays.
# pt-BR: A taxa da última época: arredondada, a menor nunca decai.
for rate in RATES.values():
    print(f"{rate:<6} ends at {last_rate(Parameters(), rate):.4f}")
# > {% for option, rate in p.rates.items() %}
# > {{ "{:<6}".format(rate) }} ends at {{ "%.4f" | format(s.last_rate[option]) }}
# > {% endfor %}

# %%
# en: Repeats of the one seed that the exam's source fixes: the accuracies differ all the same.
# pt-BR: Repetições da única semente que a fonte da prova fixa: ainda assim as acurácias diferem.
repeats = again.seeded_as_published()
print(f"{max(max(of) - min(of) for of in repeats.values()):.2f} between repeats")
# > {{ "%.2f" | format(s.repeat_spread) }} between repeats

# %%
# en: One training, beside what the record has of its seed. It needs TensorFlow and takes a while; on another machine
# en: the accuracy may be a little different.
# pt-BR: Um treinamento, ao lado do que o registro tem de sua semente. Requer o TensorFlow e leva algum tempo; em outra
# pt-BR: máquina a acurácia pode ser um pouco diferente.
from grader import RunId

from .experiment import run

trained = run(RunId("rate_0_005", seed=1))
print(f"trained {trained['accuracy']:.3f}, recorded {recorded['rate_0_005'][0]:.3f}")
# > {% for run in runs if run.id.option == "rate_0_005" and run.id.seed == 1 and run.id.protocol == "full" and not run.id.reading %}
# > trained {{ "%.3f" | format(run.measured.accuracy) }}, recorded {{ "%.3f" | format(run.measured.accuracy) }}
# > {% endfor %}
