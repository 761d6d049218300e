"""From a frame to guidance and, with enough evidence, a sighting or a refusal: gate, crop, infer, accumulate.

Each refusal is an early return, and the embedder is the last step: it runs for the served face only, when the
gate says OK, while the caller allows it, and not again once the track has had its answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, overload

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.evidence import Evidence, EvidenceLimits, Refusal, Sighting
from kiosk.domain.faces import (
    NOBODY,
    AlignedFace,
    DetectedFace,
    Embedding,
    FaceMeasures,
    Guidance,
    Landmarks,
    Probe,
    ProtectedEmbedding,
    Verdict,
)
from kiosk.domain.frames import Frame, SourceKind
from kiosk.domain.fusion import Looks
from kiosk.domain.ids import TrackId
from kiosk.domain.matching import SHIPPED_FPIR, Match, MatchLimits, NoMatch, decide
from kiosk.domain.protection import Rotation
from kiosk.domain.quality import QualityLimits, judge
from kiosk.errors import Code, KioskError
from kiosk.vision.align import AlignmentTemplate, align, zoomed
from kiosk.vision.continuity import Continuity
from kiosk.vision.detector import FaceDetector
from kiosk.vision.embedder import Embedder
from kiosk.vision.full_range import FullRange
from kiosk.vision.gallery import EMPTY_GALLERY, Gallery
from kiosk.vision.lingering import Greeting, Lingering
from kiosk.vision.measure import eye_centres, face_patch, measure
from kiosk.vision.mesh import FaceMesh
from kiosk.vision.models import load_manifest, read_limits, read_model
from kiosk.vision.served import Served, ServingDesk, ServingLimits, Steadiness
from kiosk.vision.templates import mean_template

CANDIDATES = 2
"""The nearest person and the second one, whom the margin is to."""
_CLEARLY_TOO_FAR = 0.8
"""The detector's eyes are right to within a tenth: below this share of the limit no mesh is needed."""
_COMPARABLE_HEIGHT = 0.5
"""Another face at least half as tall could be the one that was meant."""


class Detects(Protocol):
    """What the recogniser needs of FaceDetector."""

    def detect(self, image: NDArray[np.uint8], timestamp_ms: int) -> list[DetectedFace]:
        """Find the faces of the next frame."""

    def detect_still(self, image: NDArray[np.uint8]) -> list[DetectedFace]:
        """Find the faces of a picture."""

    def close(self) -> None:
        """Free the models."""


class FindsLandmarks(Protocol):
    """What the recogniser needs of FaceMesh."""

    def landmarks(self, image: NDArray[np.uint8], face: DetectedFace) -> Landmarks:
        """Find the points of a face."""


class Embeds(Protocol):
    """What the recogniser needs of Embedder."""

    @property
    def template(self) -> AlignmentTemplate:
        """What faces are aligned to."""

    @property
    def model_sha256(self) -> str:
        """Which model."""

    def embed(self, face: AlignedFace) -> Embedding:
        """Embed an aligned face."""


@dataclass(frozen=True, slots=True)
class Galleries:
    """Whom a face is compared with.

    Attributes:
        roster: The people of the sessions now open: only they are marked.
        school: Everybody enrolled: only says "not on this list".
    """

    roster: Gallery = EMPTY_GALLERY
    school: Gallery = EMPTY_GALLERY


@dataclass(frozen=True, slots=True)
class Observation:
    """What one frame came to.

    Attributes:
        guidance: For the screen.
        outcome: When the evidence of a track is complete or patience is over; of whoever had their answer
            and still stands there only after a while.
        track: The served appearance, None when nobody is served.
        is_first_good: One try, for the tally: the first frame of the track that was embedded. While somebody
            who had their answer may still be there, the frame that shows that it is another one, or the first
            after that.
    """

    guidance: Guidance
    outcome: Sighting | Refusal | None = None
    track: TrackId | None = None
    is_first_good: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    """One good picture for an enrolment, already embedded.

    Attributes:
        embedding: Of the nearest face; not protected yet, because a template is a mean of several.
        measures: Its quality.
        others: How many other faces are at least half as tall: more than none means that somebody else may
            have been meant.
    """

    embedding: Embedding
    measures: FaceMeasures
    others: int


@dataclass(frozen=True, slots=True)
class RecognitionLimits:
    """All limits but the model's own."""

    quality: QualityLimits = field(default_factory=QualityLimits)
    evidence: EvidenceLimits = field(default_factory=EvidenceLimits)
    serving: ServingLimits = field(default_factory=ServingLimits)


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    landmarks: Landmarks
    measures: FaceMeasures
    patch: NDArray[np.float32]


class Recogniser:
    """Recognition on one stream of frames. For one thread; `close` when done."""

    def __init__(
        self,
        detector: Detects,
        mesh: FindsLandmarks,
        embedder: Embeds,
        rotation: Rotation,
        match_limits: MatchLimits,
        limits: RecognitionLimits | None = None,
        zooms: Sequence[float] = (1.0,),
    ) -> None:
        """Take the parts.

        Args:
            detector: Finds faces.
            mesh: Finds landmarks.
            embedder: Makes embeddings.
            rotation: This installation's, for `embedder`'s dimensions.
            match_limits: The embedding model's, from the manifest.
            limits: The others.
            zooms: Sizes in which the model looks at a face, the first one the usual.
        """
        self._detector = detector
        self._mesh = mesh
        self._embedder = embedder
        self._rotation = rotation
        self.match_limits = match_limits
        self._limits = limits or RecognitionLimits()
        self._desk = ServingDesk(self._limits.serving)
        self._continuity = Continuity()
        self._steadiness = Steadiness()
        self._galleries = Galleries()
        self._sizes = tuple(zoomed(embedder.template, zoom) for zoom in zooms)
        self._looks = Looks()
        self._looks_track: TrackId | None = None
        self._evidence: Evidence | None = None
        self._has_sighting = False
        self._lingering = Lingering()
        self._is_held = False
        self._tried: TrackId | None = None
        self._not_counted: TrackId | None = None
        self._served_last: TrackId | None = None
        self._kind: SourceKind | None = None
        self.last_guidance: Guidance = NOBODY

    @property
    def model_sha256(self) -> str:
        """Which model's templates this compares with."""
        return self._embedder.model_sha256

    @property
    def key_id(self) -> str:
        """Which key's templates this compares with."""
        return self._rotation.key_id

    def protect(self, embedding: Embedding) -> ProtectedEmbedding:
        """Put an embedding under this installation's rotation."""
        return self._rotation.protect(embedding)

    def use(self, galleries: Galleries) -> None:
        """Swap the galleries. A track that was refused by the old ones gets another chance.

        Raises:
            KioskError: MODEL_CHANGED when a gallery is of another model or key.
        """
        for gallery in (galleries.roster, galleries.school):
            if len(gallery) and (gallery.model_sha256, gallery.key_id) != (self.model_sha256, self.key_id):
                raise KioskError(Code.MODEL_CHANGED)
        self._galleries = galleries
        if not self._has_sighting:
            self._evidence = None

    def step(self, frame: Frame, *, may_embed: bool) -> Observation:
        """Take the next frame.

        Args:
            frame: Newest of the source.
            may_embed: A session is open and the code pad is not.
        """
        self._start_anew_if_source_changed(frame.kind)
        faces = self._detector.detect(frame.image, frame.monotonic_ns // 1_000_000)
        self._let_go(frame.monotonic_ns)
        is_settled = self._is_answered(self._served_last)
        served = self._desk.serve(faces, frame.image.shape[0], frame.monotonic_ns, is_settled=is_settled)
        self._lingering.look(frame.monotonic_ns, is_somebody_there=served is not None)
        if served is None:
            return self._observed(nobody(len(faces)), None)
        look = self._look(frame.image, served.face)
        self._continuity.look(served.track, look.patch if look else None, is_jump=served.is_jump)
        is_steady = self._steadiness.look(served)
        verdict = (
            Verdict.TOO_FAR
            if look is None
            else judge(look.measures, self._limits.quality, is_steady=is_steady)
        )
        guidance = guide(served, look.measures if look else None, verdict, frame.image.shape)
        if look is None or verdict is not Verdict.OK or not may_embed:
            return self._observed(guidance, served.track)
        if self._is_answered(served.track) and not self._continuity.is_doubtful:
            return self._observed(guidance, served.track)
        if not self._galleries.roster.people and not self._galleries.school.people:
            return self._without_gallery(guidance, served.track, frame)
        embedded = self._embed_next(frame.image, look.landmarks, served.track)
        served = self._follow(served, embedded)
        evidence, is_new = self._evidence_of(served.track, frame.kind)
        if evidence.is_settled:
            return self._observed(guidance, served.track)
        probe = self._looks_at(served.track).add(embedded)
        outcome = evidence.add(self._identify(probe), frame.monotonic_ns)
        self._has_sighting = isinstance(outcome, Sighting)
        if isinstance(outcome, Sighting):
            self._is_held = self._lingering.is_same(outcome)
            outcome = None if self._is_held else outcome
            if not self._is_held:
                self._lingering.end()
        is_try = self._is_try(evidence, frame.monotonic_ns, is_new=is_new, has_outcome=outcome is not None)
        return self._observed(guidance, served.track, outcome, is_first_good=is_try)

    def greet(self, greeting: Greeting) -> None:
        """Take it that somebody has their answer: while they stay they are not recognised again."""
        self._lingering.begin(greeting)

    def _is_try(self, evidence: Evidence, monotonic_ns: int, *, is_new: bool, has_outcome: bool) -> bool:
        """Say whether a try is counted now; see `Observation.is_first_good`."""
        may_be_the_last = self._lingering.lasts(monotonic_ns) and not has_outcome
        if is_new and may_be_the_last:
            self._not_counted = evidence.track
            return False
        if evidence.track == self._not_counted and not may_be_the_last:
            self._not_counted = None
            return True
        return is_new

    def _let_go(self, monotonic_ns: int) -> None:
        """Look again at a face that was held back once its time is over: it may be another one's like it."""
        if self._is_held and not self._lingering.lasts(monotonic_ns):
            self._is_held, self._has_sighting, self._evidence = False, False, None

    def _without_gallery(self, guidance: Guidance, track: TrackId, frame: Frame) -> Observation:
        """Say that nobody is enrolled, as slowly as any other answer, and embed nobody for it (P11)."""
        evidence, is_new = self._evidence_of(track, frame.kind)
        outcome = evidence.add(NoMatch.EMPTY, frame.monotonic_ns)
        return self._observed(guidance, track, outcome, is_first_good=is_new)

    @overload
    def capture(self, frame: Frame) -> Capture | Verdict: ...

    @overload
    def capture(
        self, frame: Frame, wants: Callable[[FaceMeasures], bool]
    ) -> Capture | FaceMeasures | Verdict: ...

    def capture(
        self, frame: Frame, wants: Callable[[FaceMeasures], bool] | None = None
    ) -> Capture | FaceMeasures | Verdict:
        """Embed the nearest face of a picture for an enrolment, or say why not.

        Args:
            frame: The picture.
            wants: Asked of a face that passes the gate; None takes each.

        Returns:
            A capture; the measures of a good face that was not wanted, which is not embedded; or the gate's
            verdict.
        """
        faces = sorted(self._detector.detect_still(frame.image), key=lambda f: f.box.height, reverse=True)
        if not faces:
            self.last_guidance = NOBODY
            return Verdict.NONE
        face = faces[0]
        look = self._look(frame.image, face)
        verdict = Verdict.TOO_FAR if look is None else judge(look.measures, self._limits.quality)
        served = Served(face, TrackId(0), len(faces) - 1)
        self.last_guidance = guide(served, look.measures if look else None, verdict, frame.image.shape)
        if look is None or verdict is not Verdict.OK:
            return verdict
        if wants is not None and not wants(look.measures):
            return look.measures
        others = sum(other.box.height >= _COMPARABLE_HEIGHT * face.box.height for other in faces[1:])
        return Capture(self._embed_well(frame.image, look.landmarks), look.measures, others)

    def close(self) -> None:
        """Free the models; again does nothing."""
        self._detector.close()

    def _look(self, image: NDArray[np.uint8], face: DetectedFace) -> "_Look | None":
        """Find and measure the mesh, or say None: too far away to be worth it."""
        left, right = face.keypoints[0], face.keypoints[1]
        distance_px = float(np.hypot(*(right - left)))
        if distance_px < _CLEARLY_TOO_FAR * self._limits.quality.least_eye_distance_px:
            return None
        landmarks = self._mesh.landmarks(image, face)
        patch = face_patch(image, *eye_centres(landmarks))
        return _Look(landmarks, measure(image, face, landmarks, patch), patch)

    def _embed_next(
        self, image: NDArray[np.uint8], landmarks: Landmarks, track: TrackId
    ) -> ProtectedEmbedding:
        """Embed the face in the next of the model's sizes: along a track all are seen, a frame costs one."""
        size = self._sizes[self._looks_at(track).taken % len(self._sizes)]
        return self._rotation.protect(self._embedder.embed(align(image, landmarks, size)))

    def _embed_well(self, image: NDArray[np.uint8], landmarks: Landmarks) -> Embedding:
        """Embed the face in all of the model's sizes: an enrolment has the time."""
        return mean_template([self._embedder.embed(align(image, landmarks, size)) for size in self._sizes])

    def _looks_at(self, track: TrackId) -> Looks:
        if track != self._looks_track:
            self._looks, self._looks_track = Looks(), track
        return self._looks

    def _follow(self, served: Served, embedded: ProtectedEmbedding) -> Served:
        """Start a new track where another face has taken the place of the served one."""
        # Within it a stranger passes for one given person once in a thousand; frames of one appearance lie
        # within 0.15 of each other, and within 0.25 while the face is still small.
        greatest_distance = self.match_limits.widest
        if self._continuity.settle(served.track, embedded, greatest_distance):
            served = self._desk.replace(served)
            self._continuity.hand_over(served.track)
        return served

    def _identify(self, probe: Probe) -> Match | NoMatch:
        roster, school = self._galleries.roster, self._galleries.school
        answer = decide(roster.nearest(probe, CANDIDATES), roster.people, self.match_limits)
        if answer not in {NoMatch.FAR, NoMatch.EMPTY} or not school.people:
            return answer
        elsewhere = decide(school.nearest(probe, CANDIDATES), school.people, self.match_limits)
        return NoMatch.ELSEWHERE if isinstance(elsewhere, Match) else answer

    def _evidence_of(self, track: TrackId, kind: SourceKind) -> tuple[Evidence, bool]:
        """Give the track's evidence, and whether this is its first try: new galleries make no second one."""
        if self._evidence is None or self._evidence.track != track:
            self._evidence = Evidence(track, kind, self._limits.evidence)
            self._has_sighting = self._is_held = False
        is_first, self._tried = track != self._tried, track
        return self._evidence, is_first

    def _is_answered(self, track: TrackId | None) -> bool:
        return self._evidence is not None and self._evidence.track == track and self._evidence.is_settled

    def _start_anew_if_source_changed(self, kind: SourceKind) -> None:
        if kind is not self._kind:
            self._kind = kind
            self._desk.forget()

    def _observed(
        self,
        guidance: Guidance,
        track: TrackId | None,
        outcome: Sighting | Refusal | None = None,
        *,
        is_first_good: bool = False,
    ) -> Observation:
        self.last_guidance = guidance
        self._served_last = self._served_last if track is None else track
        return Observation(guidance, outcome, track, is_first_good)


def nobody(in_view: int) -> Guidance:
    """Give the guidance while nobody is near enough."""
    return Guidance(0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.5, Verdict.NONE, in_view)


def guide(served: Served, measures: FaceMeasures | None, verdict: Verdict, shape: Sequence[int]) -> Guidance:
    """Give what the screen may know of the served face, as the person sees it in a mirror.

    Args:
        served: Who.
        measures: None when too far away to be measured.
        verdict: The gate's.
        shape: (height, width, ...) of the frame.
    """
    height, width = shape[0], shape[1]
    x, y = served.face.box.centre
    return Guidance(
        x=min(max(1.0 - x / width, 0.0), 1.0),
        y=min(max(y / height, 0.0), 1.0),
        size=min(served.face.box.height / height, 1.0),
        yaw=0.0 if measures is None else -measures.yaw,
        pitch=0.0 if measures is None else measures.pitch,
        roll=0.0 if measures is None else -measures.roll,
        light=0.5 if measures is None else measures.light,
        verdict=verdict,
        waiting=served.waiting,
    )


def build_recogniser(
    models_dir: Path,
    rotation_secret: bytes | bytearray,
    limits: RecognitionLimits | None = None,
    *,
    model: str = "",
    target_fpir: float = SHIPPED_FPIR,
) -> Recogniser:
    """Load the models and put a recogniser together.

    Args:
        models_dir: The folder of manifest.toml; the files are in its `built` folder.
        rotation_secret: This installation's, 32 bytes.
        limits: Other limits than the shipped ones.
        model: The embedding model's name; "" for the default.
        target_fpir: The share of strangers that may get a mark; see kiosk.domain.strictness.

    Raises:
        KioskError: MANIFEST_BAD, MODEL_MISSING, MODEL_WRONG; of the chosen model MODEL_UNKNOWN,
            MODEL_NOT_INSTALLED, MODEL_NOT_MEASURED.
    """
    manifest = load_manifest(models_dir / "manifest.toml")
    chosen = manifest.embedder(model)
    match_limits = read_limits(chosen, models_dir / "built")
    defaults = (manifest.default(role) for role in ("detector-short", "detector-full", "mesh"))
    short, full, mesh, embedder = (read_model(entry, models_dir / "built") for entry in (*defaults, chosen))
    embeds = Embedder(embedder)
    rotation = Rotation(rotation_secret, embeds.dimensions)
    detector = FaceDetector(short, FullRange(full))
    match_limits = match_limits.with_target(target_fpir)
    return Recogniser(detector, FaceMesh(mesh), embeds, rotation, match_limits, limits, chosen.zooms)
