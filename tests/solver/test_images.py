"""Fashion-MNIST: what ships is what it says, and nothing else is taken for it."""

import gzip
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from places import ROOT

from grader.errors import ImageError
from grader.solver import images, training
from grader.solver.images import IMAGES, LABELS, SHA256, SHIPPED, format_idx, from_folder, parse_idx

ORIGINAL = images.DEBIAN
needs_original = pytest.mark.skipif(
    not ORIGINAL.is_dir(), reason="Debian's package dataset-fashion-mnist is not installed"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files."""
    for name in (IMAGES, LABELS):
        shutil.copy(SHIPPED / f"{name}.gz", tmp_path)
    return tmp_path


def rewrite(folder: Path, name: str, content: bytes) -> None:
    (folder / f"{name}.gz").write_bytes(gzip.compress(content))


def test_what_ships_is_2000_grey_images_of_10_classes() -> None:
    shipped = from_folder(SHIPPED)

    assert shipped.pixels.shape == (2000, 28, 28)
    assert sorted(set(shipped.labels.tolist())) == list(range(10))
    assert not any(array.flags.writeable for array in (shipped.pixels, shipped.labels))  # all readers share them


def test_the_documented_digests_are_those_of_the_files() -> None:
    readme = (SHIPPED / "README.md").read_text()

    for name in (IMAGES, LABELS):
        digest = hashlib.sha256(gzip.decompress((SHIPPED / f"{name}.gz").read_bytes())).hexdigest()
        assert f"| `{name}` | `{digest}` |" in readme
        assert SHA256[2000, name] == digest


def test_shipped_files_hold_no_time_or_name() -> None:
    for name in (IMAGES, LABELS):
        header = (SHIPPED / f"{name}.gz").read_bytes()[:8]
        assert header[3:8] == bytes(5)


@needs_original
def test_what_ships_is_the_beginning_of_the_original() -> None:
    original, shipped = from_folder(ORIGINAL), from_folder(SHIPPED)

    assert len(original) == 60000
    assert original[:2000].digest() == shipped.digest()


@needs_original
def test_another_source_is_named_by_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_FASHION_MNIST", str(ORIGINAL))

    assert len(images.fashion_mnist()) == 60000


def test_a_named_folder_is_the_only_one_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_FASHION_MNIST", str(folder / "elsewhere"))

    with pytest.raises(ImageError, match=f"{re.escape(str(folder / 'elsewhere'))}: expected {IMAGES}"):
        images.fashion_mnist()


def test_without_the_variable_the_shipped_files_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADER_FASHION_MNIST", raising=False)

    assert images.fashion_mnist().digest() == from_folder(SHIPPED).digest()


def test_what_keras_loads_is_held_to_the_same_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = from_folder(SHIPPED)
    labels = shipped.labels[::-1]
    monkeypatch.setenv("GRADER_FASHION_MNIST", "keras")
    monkeypatch.setattr(training, "keras_fashion_mnist", lambda: (shipped.pixels, labels))

    found = hashlib.sha256(format_idx(labels)).hexdigest()
    with pytest.raises(ImageError, match=rf"keras\.datasets\.fashion_mnist: expected .*{found}"):
        images.fashion_mnist()


@needs_original
def test_keras_s_own_loader_is_asked_for_by_name(tmp_path: Path) -> None:
    """With its cache filled, so that nothing is downloaded."""
    cache = tmp_path / "datasets" / "fashion-mnist"
    cache.mkdir(parents=True)
    for file in ORIGINAL.iterdir():
        (cache / file.name).symlink_to(file)
    program = (
        "from grader.solver.images import fashion_mnist\n"
        "found = fashion_mnist()\n"
        "print(len(found), found[:2000].digest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"KERAS_HOME": str(tmp_path), "GRADER_FASHION_MNIST": "keras", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["60000", from_folder(SHIPPED).digest()]


def test_files_need_not_be_compressed(folder: Path) -> None:
    for name in (IMAGES, LABELS):
        (folder / name).write_bytes(gzip.decompress((folder / f"{name}.gz").read_bytes()))
        (folder / f"{name}.gz").unlink()

    assert from_folder(folder).digest() == from_folder(SHIPPED).digest()


def test_a_missing_file_says_what_was_expected_and_who_has_it(folder: Path) -> None:
    (folder / f"{LABELS}.gz").unlink()

    with pytest.raises(ImageError, match=rf"expected {LABELS}\.gz or {LABELS}.*dataset-fashion-mnist"):
        from_folder(folder)


def test_a_file_cut_off_is_refused_by_name_and_digest(folder: Path) -> None:
    path = folder / f"{IMAGES}.gz"
    path.write_bytes(path.read_bytes()[:-1000])

    with pytest.raises(ImageError, match=f"{re.escape(str(path))}: truncated or damaged .* SHA-256 [0-9a-f]{{64}}"):
        from_folder(folder)


def test_what_is_no_gzip_is_refused_by_name(folder: Path) -> None:
    (folder / f"{IMAGES}.gz").write_bytes(b"<html>not found</html>")

    with pytest.raises(ImageError, match=rf"{IMAGES}\.gz: truncated or damaged"):
        from_folder(folder)


def test_content_cut_off_is_refused_with_both_lengths(folder: Path) -> None:
    content = gzip.decompress((folder / f"{IMAGES}.gz").read_bytes())
    rewrite(folder, IMAGES, content[:-1])

    found = hashlib.sha256(content[:-1]).hexdigest()
    with pytest.raises(
        ImageError, match=rf"{IMAGES}\.gz: truncated or too long: expected 1568016 bytes, received 1568015, .*{found}"
    ):
        from_folder(folder)


def test_one_changed_pixel_is_refused_by_both_digests(folder: Path) -> None:
    content = bytearray(gzip.decompress((folder / f"{IMAGES}.gz").read_bytes()))
    content[5000] ^= 1
    rewrite(folder, IMAGES, bytes(content))

    found = hashlib.sha256(content).hexdigest()
    with pytest.raises(ImageError, match=f"expected Fashion-MNIST, SHA-256 {SHA256[2000, IMAGES]}.*{found}"):
        from_folder(folder)


def test_another_number_of_images_is_refused(folder: Path) -> None:
    rewrite(folder, LABELS, format_idx(np.zeros(100, np.uint8)))

    with pytest.raises(ImageError, match="expected 2000 or 60000 entries, received 100, SHA-256"):
        from_folder(folder)


def test_two_swapped_images_are_refused(folder: Path) -> None:
    # Same pixels, same length, same sum: only the order tells that the labels are wrong.
    pixels = from_folder(folder).pixels.copy()
    pixels[[0, 1]] = pixels[[1, 0]]
    rewrite(folder, IMAGES, format_idx(pixels))

    with pytest.raises(ImageError, match=rf"{IMAGES}\.gz: expected Fashion-MNIST"):
        from_folder(folder)


def test_the_right_pixels_in_images_of_another_shape_are_refused(folder: Path) -> None:
    rewrite(folder, IMAGES, format_idx(from_folder(SHIPPED).pixels.reshape(2000, 14, 56)))

    with pytest.raises(ImageError, match=rf"{IMAGES}\.gz: expected Fashion-MNIST, SHA-256 {SHA256[2000, IMAGES]}"):
        from_folder(folder)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (bytes.fromhex("00000d01 000007d0"), "received type 0x0d in 1 dimensions"),  # floats
        (bytes.fromhex("00000801 00"), "expected a header of 8 bytes, received 5"),
        (b"", "expected a header of 8 bytes, received 0"),
    ],
)
def test_a_wrong_header_is_refused_by_name_and_digest(folder: Path, header: bytes, message: str) -> None:
    rewrite(folder, LABELS, header)

    found = hashlib.sha256(header).hexdigest()
    with pytest.raises(ImageError, match=rf"{LABELS}\.gz: .*{message}, SHA-256 {found}"):
        from_folder(folder)


def test_a_header_whose_size_overflows_is_refused() -> None:
    # 2^31 * 2^31 * 4 is 2^64: in 64 bits it is 0, the very number of bytes that follow.
    header = bytes.fromhex("00000803 80000000 80000000 00000004")

    with pytest.raises(ImageError, match=f"here: truncated or too long: expected {2**64 + 16} bytes, received 16"):
        parse_idx(header, dimensions=3, where="here")


def test_images_in_place_of_labels_are_refused(folder: Path) -> None:
    shutil.copy(folder / f"{IMAGES}.gz", folder / f"{LABELS}.gz")

    with pytest.raises(ImageError, match="unsigned bytes in 1 dimensions, received type 0x08 in 3 dimensions"):
        from_folder(folder)


@given(hnp.arrays(np.uint8, hnp.array_shapes(min_dims=1, max_dims=3, max_side=5)))
def test_idx_files_read_back_as_written(array: NDArray[np.uint8]) -> None:
    assert np.array_equal(parse_idx(format_idx(array), dimensions=array.ndim, where="here"), array)


@given(content=st.binary(max_size=40), dimensions=st.integers(1, 3))
def test_any_bytes_are_an_array_or_one_clear_error(content: bytes, dimensions: int) -> None:
    try:
        array = parse_idx(content, dimensions=dimensions, where="here")
    except ImageError as error:
        assert str(error).startswith("here: ")  # noqa: PT017 - either outcome is right
    else:
        assert format_idx(array) == content


def test_block_means_average_square_blocks() -> None:
    pixels = np.zeros((1, 28, 28), np.uint8)
    pixels[0, :4, 4:8] = 255
    means = images.Images(pixels, np.zeros(1, np.uint8)).block_means(7)

    assert means.shape == (1, 49)
    assert means[0, 1] == 1
    assert means.sum() == 1
    with pytest.raises(ValueError, match="multiple of 5"):
        images.Images(pixels, np.zeros(1, np.uint8)).block_means(5)
