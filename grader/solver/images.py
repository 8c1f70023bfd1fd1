"""Fashion-MNIST: the 2000 images that ship with the package, or the full training set.

Images and labels are read from IDX files (http://yann.lecun.com/exdb/mnist describes the format), gzipped or not.
What was read is compared with known digests, because a wrong image would change an answer in silence.
"""

import gzip
import hashlib
import math
import os
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.errors import ImageError

SHIPPED = Path(__file__).parent / "fashion_mnist"
DEBIAN = Path("/usr/share/datasets/fashion-mnist")
SOURCE_VARIABLE = "GRADER_FASHION_MNIST"
IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
UNSIGNED_BYTE = 0x08

SHA256 = {
    # of the uncompressed IDX files: the first 2000 of the training set, and all 60000
    (2000, IMAGES): "71a9f8cec24060d6752b3e4940ce6d6fd729334afa47b735dd553481aa83b53e",
    (2000, LABELS): "8983259dfbc9f185f92698916f7daf361704b43ba7d19568cc7bcdeefdc1bece",
    (60000, IMAGES): "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    (60000, LABELS): "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
}


@dataclass(frozen=True)
class Images:
    """Grey images and their classes.

    pixels: uint8, shape (images, height, width), 0 to 255.
    labels: uint8, shape (images,), the class of each.
    """

    pixels: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, images: slice) -> "Images":
        return Images(self.pixels[images], self.labels[images])

    def block_means(self, side: int) -> NDArray[np.float64]:
        """Means of square blocks of pixels, in [0, 1], flattened: shape (images, side * side).

        Raises ValueError unless the images are square and the blocks fit.
        """
        count, height, width = self.pixels.shape
        block, rest = divmod(height, side)
        if height != width or rest:
            raise ValueError(f"expected square images whose side is a multiple of {side}, received {height} x {width}")
        blocks = self.pixels.reshape(count, side, block, side, block)
        return np.asarray(blocks.mean(axis=(2, 4)).reshape(count, side * side) / 255)

    def digest(self) -> str:
        """SHA-256 of pixels, then labels, in order."""
        return hashlib.sha256(self.pixels.tobytes() + self.labels.tobytes()).hexdigest()


def fashion_mnist() -> Images:
    """The training set that the environment variable GRADER_FASHION_MNIST names, else the 2000 images that ship.

    The variable holds a folder with the two IDX files (for example that of Debian's package, DEBIAN), or `keras`,
    which asks Keras's own loader: that one downloads. The same digests hold whatever the source.
    """
    source = os.environ.get(SOURCE_VARIABLE, "")
    if source == "keras":
        from grader.solver import training  # imports Keras only when asked for

        return _known(Images(*training.keras_fashion_mnist()), where="keras.datasets.fashion_mnist")
    return from_folder(Path(source) if source else SHIPPED)


def _known(images: Images, *, where: str) -> Images:
    """Return the images if they are the whole training set, by the digests of the files that would hold them."""
    for name, array in ((IMAGES, images.pixels), (LABELS, images.labels)):
        _check_digest(format_idx(array), entries=len(array), name=name, where=where)
    return images


def from_folder(folder: Path) -> Images:
    """Read the training set from a folder that holds its two IDX files.

    Raises ImageError when a file is missing, truncated, or not Fashion-MNIST by its digest.
    """
    return Images(_read(folder, IMAGES, dimensions=3), _read(folder, LABELS, dimensions=1))


def parse_idx(content: bytes, *, dimensions: int, where: str) -> NDArray[np.uint8]:
    """Read an IDX file of unsigned bytes into an array of that many dimensions.

    Raises ImageError when the header or the length is not what it should be.
    """
    header = struct.Struct(f">2xBB{dimensions}I")
    if len(content) < header.size:
        raise ImageError(
            f"{where}: truncated: expected a header of {header.size} bytes, received {len(content)}, {_sha256(content)}"
        )
    kind, found_dimensions, *shape = header.unpack_from(content)
    if (kind, found_dimensions) != (UNSIGNED_BYTE, dimensions):
        raise ImageError(
            f"{where}: expected an IDX file of unsigned bytes in {dimensions} dimensions, "
            f"received type {kind:#04x} in {found_dimensions} dimensions, {_sha256(content)}"
        )
    expected = header.size + math.prod(shape)
    if len(content) != expected:
        raise ImageError(
            f"{where}: truncated or too long: expected {expected} bytes, received {len(content)}, {_sha256(content)}"
        )
    return np.frombuffer(content, np.uint8, offset=header.size).reshape(shape)


def format_idx(array: NDArray[np.uint8]) -> bytes:
    """Write an array of unsigned bytes as an IDX file: the inverse of parse_idx."""
    return struct.pack(f">2xBB{array.ndim}I", UNSIGNED_BYTE, array.ndim, *array.shape) + array.tobytes()


def _read(folder: Path, name: str, *, dimensions: int) -> NDArray[np.uint8]:
    path = next((path for path in (folder / f"{name}.gz", folder / name) if path.is_file()), None)
    if path is None:
        raise ImageError(f"{folder}: expected {name}.gz or {name}; Debian's package dataset-fashion-mnist has them")
    return _unpacked(path.read_bytes(), str(path), name, dimensions)


@lru_cache(maxsize=2)  # images and labels, which one solver reads many times; the array cannot be written to
def _unpacked(packed: bytes, where: str, name: str, dimensions: int) -> NDArray[np.uint8]:
    try:
        content = gzip.decompress(packed) if where.endswith(".gz") else packed
    except (OSError, EOFError, zlib.error) as error:
        raise ImageError(f"{where}: truncated or damaged ({error}), {_sha256(packed)}") from error
    array = parse_idx(content, dimensions=dimensions, where=where)
    _check_digest(content, entries=len(array), name=name, where=where)
    return array


def _check_digest(content: bytes, *, entries: int, name: str, where: str) -> None:
    expected = SHA256.get((entries, name))
    if expected is None:
        counts = " or ".join(str(count) for count, known in SHA256 if known == name)
        raise ImageError(f"{where}: expected {counts} entries, received {entries}, {_sha256(content)}")
    if hashlib.sha256(content).hexdigest() != expected:
        raise ImageError(f"{where}: expected Fashion-MNIST, SHA-256 {expected}, received {_sha256(content)}")


def _sha256(content: bytes) -> str:
    return f"SHA-256 {hashlib.sha256(content).hexdigest()}"
