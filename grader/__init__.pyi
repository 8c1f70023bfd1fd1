from .design import Decision as Decision
from .design import Design as Design
from .design import Measured as Measured
from .design import Run as Run
from .design import RunId as RunId
from .design import Series as Series
from .design import Verdict as Verdict
from .kinds.cloze.item import Cloze as Cloze
from .kinds.cloze.parts import ChoicePart as ChoicePart
from .kinds.cloze.parts import ChoicesPart as ChoicesPart
from .kinds.cloze.parts import NumberPart as NumberPart
from .kinds.cloze.parts import Word as Word
from .kinds.cloze.parts import WordPart as WordPart
from .kinds.description.item import Description as Description
from .kinds.drag_into_text.item import DragIntoText as DragIntoText
from .kinds.essay.item import Essay as Essay
from .kinds.essay.question import Asked as Asked
from .kinds.gap_select.item import GapSelect as GapSelect
from .kinds.gaps.item import Choice as Choice
from .kinds.gaps.item import Gap as Gap
from .kinds.matching.item import Matching as Matching
from .kinds.matching.item import Partner as Partner
from .kinds.matching.item import Stem as Stem
from .kinds.numerical.item import Numerical as Numerical
from .kinds.numerical.units import Unit as Unit
from .kinds.ordering.item import Ordering as Ordering
from .kinds.ordering.item import Ranked as Ranked
from .kinds.several_answers.item import SeveralAnswers as SeveralAnswers
from .kinds.short_answer.item import ShortAnswer as ShortAnswer
from .kinds.true_false.item import TrueFalse as TrueFalse
from .kinds.wrong import Wrong as Wrong
from .model import UNDECIDED as UNDECIDED
from .model import VOID as VOID
from .model import Claim as Claim
from .model import Figure as Figure
from .model import Item as Item
from .model import Misconception as Misconception
from .model import Option as Option
from .model import Question as Question
from .model import Space as Space
from .model import claim as claim
from .model import figure as figure
from .model import misconception as misconception
from .release.imported import imported as imported
from .solver import activations as activations
from .solver import dense as dense
from .solver import images as images
from .solver import losses as losses
from .solver import precision as precision
from .solver import search as search
from .solver import training as training
from .solver.activations import Activation as Activation
from .solver.activations import Array as Array
from .solver.dense import Labels as Labels
from .solver.dense import Optimizer as Optimizer
from .solver.dense import Weights as Weights
from .solver.dense import softmax as softmax
from .solver.descent import Descent as Descent
from .solver.descent import Row as Row
from .solver.images import Images as Images
from .solver.images import fashion_mnist as fashion_mnist
from .solver.training import InceptionFilters as InceptionFilters
from .solver.training import Sample as Sample
from .stability import certificate as certificate
from .stability.certificate import EveryOptionCanBeBest as EveryOptionCanBeBest
from .stability.certificate import FixedSeedVaries as FixedSeedVaries
from .stability.certificate import UsuallyBest as UsuallyBest
from .stability.evalues import upper_bound_of_none as upper_bound_of_none
from .stability.key import Reproduces as Reproduces
from .stability.key import key_of as key_of
from .stability.preset import Holds as Holds
from .stability.preset import presets as presets
from .stability.runs import metric as metric
from .stability.runs import recorded as recorded
from .texts.words import Words as Words

__all__ = [
    "UNDECIDED",
    "VOID",
    "Activation",
    "Array",
    "Asked",
    "Choice",
    "ChoicePart",
    "ChoicesPart",
    "Claim",
    "Cloze",
    "Decision",
    "Descent",
    "Description",
    "Design",
    "DragIntoText",
    "Essay",
    "EveryOptionCanBeBest",
    "Figure",
    "FixedSeedVaries",
    "Gap",
    "GapSelect",
    "Holds",
    "Images",
    "InceptionFilters",
    "Item",
    "Labels",
    "Matching",
    "Measured",
    "Misconception",
    "NumberPart",
    "Numerical",
    "Optimizer",
    "Option",
    "Ordering",
    "Partner",
    "Question",
    "Ranked",
    "Reproduces",
    "Row",
    "Run",
    "RunId",
    "Sample",
    "Series",
    "SeveralAnswers",
    "ShortAnswer",
    "Space",
    "Stem",
    "TrueFalse",
    "Unit",
    "UsuallyBest",
    "Verdict",
    "Weights",
    "Word",
    "WordPart",
    "Words",
    "Wrong",
    "activations",
    "certificate",
    "claim",
    "dense",
    "fashion_mnist",
    "figure",
    "images",
    "imported",
    "key_of",
    "losses",
    "metric",
    "misconception",
    "precision",
    "presets",
    "recorded",
    "search",
    "softmax",
    "training",
    "upper_bound_of_none",
]
