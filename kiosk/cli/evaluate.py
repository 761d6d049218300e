"""`kiosk evaluate`: how well recognition does, on folders of pictures and on the school's own gallery."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import JsonOption, print_json, say
from kiosk.cli.evaluate_site import site
from kiosk.errors import Code, KioskError
from kiosk.evaluation.half import Half

if TYPE_CHECKING:
    from kiosk.domain.matching import MatchLimits
    from kiosk.evaluation.folders import Pictures
    from kiosk.evaluation.identification import Identification, Population
    from kiosk.evaluation.looks import Looks
    from kiosk.vision.models import ModelEntry

group = typer.Typer(
    help="How often recognition is wrong: on pictures of your own, or on your own gallery.",
    no_args_is_help=True,
)

GALLERY_SIZES = (30, 100)
BIOMETRIC = (
    "The faces were kept as embeddings, which are biometric data, in {path}, readable by you alone, so that "
    "the next measurement is quick. To delete them: kiosk evaluate forget."
)

NOT_KEPT = (
    "The embeddings could not be kept in {path}, so the next measurement takes as long. "
    "To measure without keeping them: --no-cache."
)

ImagesOption = Annotated[
    Path,
    typer.Option(
        "--images",
        metavar="DIR",
        help="A folder for each PERSON, in it PERSON_0001.jpg and so on; read, never copied.",
    ),
]
ModelOption = Annotated[
    str, typer.Option("--model", metavar="NAME", help="See: kiosk models list.", show_default="the default")
]
PlotOption = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help="The curve as a PNG.", show_default=False)
]
CacheOption = Annotated[
    bool, typer.Option("--cache/--no-cache", help="Keep the embeddings (biometric data) for the next time.")
]
HalfOption = Annotated[
    Half,
    typer.Option(help="Which people: every second one of the alphabet from the first or the second, or all."),
]
SeedOption = Annotated[int, typer.Option(min=0, metavar="S", help="The first of 20 seeds.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group.command("site")(site)
    app.add_typer(group, name="evaluate")


@group.command("verification")
def verification(
    images: ImagesOption,
    pairs: Annotated[Path, typer.Option(metavar="FILE", help="Pairs in the format of LFW's pairs.txt.")],
    model: ModelOption = "",
    plot: PlotOption = None,
    cache: CacheOption = True,
    as_json: JsonOption = False,
) -> None:
    """One to one: are these two pictures of one person? k-fold accuracy, and the ROC."""
    from kiosk.cli import evaluate_words as words
    from kiosk.evaluation.folders import find_pictures, read_pairs
    from kiosk.evaluation.verification import verify

    _check_plot(plot)
    pictures = find_pictures(images)
    listed = read_pairs(pairs, pictures)
    if listed[-1].fold == 0:
        raise KioskError(Code.PAIRS_BAD, where=pairs.name, detail="has one fold, and two are needed")
    entry, looks = _look(pictures, model, has_cache=cache)
    found = verify(listed, looks.still, looks.is_found)
    if plot is not None:
        words.draw_roc(found, entry, plot)
    if as_json:
        print_json(words.verification_json(found, looks, entry))
    else:
        words.print_verification(found, looks, entry)
    _offer_to_forget(has_cache=cache, as_json=as_json)


@group.command("identification")
def identification(
    images: ImagesOption,
    gallery_size: Annotated[
        list[int] | None,
        typer.Option(
            metavar="N",
            min=1,
            help="People on the roster; may be given several times.",
            show_default="30, 100",
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option(min=1, max=100_000, metavar="D", help="Random galleries a seed.")
    ] = 200,
    seed: SeedOption = 1,
    model: ModelOption = "",
    frames: Annotated[
        int, typer.Option(min=1, max=5, metavar="K", help="Pictures a probe: 1 is a single look.")
    ] = 1,
    half: HalfOption = Half.ALL,
    plot: PlotOption = None,
    cache: CacheOption = True,
    as_json: JsonOption = False,
) -> None:
    """One to many, open set: strangers marked as somebody (FPIR), enrolled people not recognised (FNIR)."""
    from kiosk.cli import evaluate_words as words
    from kiosk.evaluation.fitting import only
    from kiosk.evaluation.folders import find_pictures
    from kiosk.evaluation.identification import SEEDS, Population, identify

    _check_plot(plot)
    pictures = find_pictures(images)
    sizes = tuple(dict.fromkeys(gallery_size or GALLERY_SIZES))
    population = Population.of(only(pictures, half))
    _need(population, max(sizes), frames, images)
    entry, looks = _look(pictures, model, has_cache=cache)
    limits = _limits_or_none(entry)
    found: list[Identification] = []
    for size in sizes:
        with words.progress(f"{size} people", SEEDS + 1, is_quiet=as_json) as advance:
            try:
                found.append(
                    identify(
                        looks,
                        population,
                        size,
                        limits,
                        draws=draws,
                        seed=seed,
                        frames=frames,
                        progress=advance,
                    )
                )
            except ValueError as error:
                raise _too_few(population, size, frames, images) from error
    if plot is not None:
        words.draw_det(found, entry, plot)
    run = words.Run(draws, seed, frames, len(population.people), len(population.strangers), half)
    if as_json:
        print_json(words.identification_json(found, looks, entry, run))
    else:
        words.print_identification(found, entry, run)
    _offer_to_forget(has_cache=cache, as_json=as_json)


@group.command("limits")
def limits(
    images: ImagesOption,
    model: ModelOption = "",
    half: HalfOption = Half.EVEN,
    largest_roster: Annotated[
        int, typer.Option(min=1, max=100_000, metavar="N", help="People the model is to serve at most.")
    ] = 300,
    looks_a_transaction: Annotated[
        float,
        typer.Option(
            "--looks",
            min=1.0,
            max=1000.0,
            help="How many looks of one person the door sees that do not repeat each other.",
        ),
    ] = 1.0,
    seed: SeedOption = 1,
    write: Annotated[
        bool, typer.Option("--write", help="Put them beside the model, which may then be used here.")
    ] = False,
    cache: CacheOption = True,
    as_json: JsonOption = False,
) -> None:
    """Fit a model's limits on pictures, so that it can be used: 20 people with four and 20 with one at least.

    Every second person is used unless --half says otherwise: look at the errors on the others.
    """
    from kiosk.cli import evaluate_words as words
    from kiosk.evaluation.fitting import fit, only
    from kiosk.evaluation.folders import find_pictures
    from kiosk.evaluation.identification import Population

    if write:
        _refuse_what_nobody_reads(model)
    pictures = find_pictures(images)
    population = Population.of(only(pictures, half))
    entry, looks = _look(pictures, model, has_cache=cache)
    try:
        found = fit(
            looks,
            population,
            largest_roster=largest_roster,
            looks_a_transaction=looks_a_transaction,
            seed=seed,
        )
    except ValueError as error:
        detail = _too_few_to_fit(population, looks, half)
        raise KioskError(Code.TOO_FEW_PICTURES, where=images, detail=detail) from error
    if as_json:
        print_json(words.fit_json(found, entry))
    else:
        words.print_fit(found, entry, half)
    if write:
        path = words.write_limits(found, entry)
        if not as_json:
            say(f"Written to {path}. To use the model: kiosk models use {entry.name}.")
    _offer_to_forget(has_cache=cache, as_json=as_json)


@group.command("forget")
def forget() -> None:
    """Delete the embeddings that earlier measurements kept."""
    from kiosk.evaluation import looks

    count = looks.forget()
    say(f"Deleted: {count} file{'' if count == 1 else 's'} in {looks.cache_folder()}.")


def _look(pictures: "Pictures", model: str, *, has_cache: bool) -> "tuple[ModelEntry, Looks]":
    """Embed every picture, with a bar on the terminal."""
    from kiosk.cli import evaluate_words as words
    from kiosk.evaluation.looks import Cache, Extractor, cache_folder, look_at_all
    from kiosk.paths import models_dir

    extractor = Extractor(models_dir(), model)
    try:
        cache = Cache(cache_folder() / f"{extractor.key}.npz" if has_cache else None)
        with words.progress("pictures", len(pictures.files)) as advance:
            looks = look_at_all(extractor, pictures, cache, advance)
    finally:
        extractor.close()
    if not cache.is_kept:
        typer.echo(NOT_KEPT.format(path=cache_folder()), err=True)
    return extractor.entry, looks


def _offer_to_forget(*, has_cache: bool, as_json: bool) -> None:
    """Say what was kept and, at a terminal, offer to delete it."""
    from kiosk.evaluation import looks

    try:
        if not has_cache or not looks.kept_files():
            return
    except KioskError:  # that nothing could be kept there was said
        return
    said = BIOMETRIC.format(path=looks.cache_folder())
    if as_json:
        typer.echo(said, err=True)
        return
    say(f"\n{said}")
    if sys.stdin.isatty() and typer.confirm("Delete them now?", default=False, err=True):
        forget()


def _check_plot(plot: Path | None) -> None:
    """Refuse a bad name before minutes of measuring."""
    if plot is None:
        return
    from kiosk.cli.evaluate_words import check_plot

    check_plot(plot)


def _too_few_to_fit(population: "Population", looks: "Looks", half: Half) -> str:
    from kiosk.evaluation.fitting import FEWEST_PEOPLE

    said = (
        f"{len(population.people)} people with four, {len(population.strangers)} with one, "
        f"no face on {int((~looks.is_found).sum())} of {len(looks.is_found)} pictures; "
        f"needed are {FEWEST_PEOPLE} of each"
    )
    if half is Half.ALL:
        return f"{said}, with their faces found"
    return f"{said} in every half: it took the {half.value} one (--half)"


def _refuse_what_nobody_reads(model: str) -> None:
    """Refuse limits for a model that has the manifest's, which count: before minutes of measuring."""
    from kiosk.paths import models_dir
    from kiosk.vision.models import load_manifest

    entry = load_manifest(models_dir() / "manifest.toml").embedder(model)
    if entry.limits is not None:
        raise typer.BadParameter(
            f"{entry.name} has the manifest's limits, and they count; leave --write out to see others"
        )


def _need(population: "Population", size: int, frames: int, images: Path) -> None:
    too_many = size > len(population.people) or _left(population) < frames
    if too_many or not population.strangers:
        raise _too_few(population, size, frames, images)


def _too_few(population: "Population", size: int, frames: int, images: Path) -> KioskError:
    detail = (
        f"{len(population.people)} people with four or more, {len(population.strangers)} with one, "
        f"{_left(population)} left to probe with; asked for were {size} people (--gallery-size) "
        f"and {frames} a probe (--frames)"
    )
    return KioskError(Code.TOO_FEW_PICTURES, where=images, detail=detail)


def _left(population: "Population") -> int:
    """Give how many pictures somebody has beside those that are enrolled, at most."""
    from kiosk.evaluation.identification import ENROLLED_PICTURES

    most = max((len(places) for places in population.people), default=0)
    return max(most - ENROLLED_PICTURES, 0)


def _limits_or_none(entry: "ModelEntry") -> "MatchLimits | None":
    from kiosk.paths import models_dir
    from kiosk.vision.models import read_limits

    try:
        return read_limits(entry, models_dir() / "built")
    except KioskError as error:
        if error.code is not Code.MODEL_NOT_MEASURED:
            raise
        return None
