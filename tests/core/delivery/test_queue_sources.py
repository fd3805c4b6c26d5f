"""What several sources say of one item."""

from __future__ import annotations

from core.delivery.queue import Returned
from core.model import Change, Metadata, Picture, PictureRole
from tests.core.delivery.conftest import change


def test_an_nfo_that_came_before_its_video_and_one_that_came_after_are_for_the_same_item(queue):
    queue.enqueue([change("a")])
    queue.enqueue([Change("/media/a", Metadata(title="newer"), "test")])
    assert [job.change.metadata.title for job in queue.claim(9)] == ["newer"]


class TestChangesFromDifferentSources:
    def test_are_one_change_that_says_what_both_say(self, queue):
        queue.enqueue([Change("/media/a.mkv", Metadata(title="T", tagline="from the NFO"), "/media/a.nfo")])
        queue.enqueue([Change("/media/a.mkv", Metadata(tagline="from a program", studio="S"), "enqueue")])
        [job] = queue.claim(9)
        assert job.change.metadata == Metadata(title="T", tagline="from a program", studio="S")
        assert "/media/a.nfo" in job.change.source

    def test_add_up_where_things_are_only_added_and_keep_each_picture(self, queue):
        def picture(role, source):
            return Picture(role, f"/{source}/{role}.jpg")

        poster, background = PictureRole.POSTER, PictureRole.BACKGROUND
        one = Metadata(labels=("a", "b"), artwork=(picture(poster, "one"), picture(background, "one")))
        other = Metadata(labels=("b", "c"), collections=("d",), artwork=(picture(poster, "other"),))
        for metadata, source in ((one, "one"), (other, "other")):
            queue.enqueue([Change("/media/a.mkv", metadata, source)])
        [job] = queue.claim(9)
        artwork = (picture(poster, "other"), picture(background, "one"))
        assert job.change.metadata == Metadata(labels=("a", "b", "c"), collections=("d",), artwork=artwork)

    def test_from_one_source_the_newest_replaces_the_older_wholly(self, queue):
        queue.enqueue([Change("/media/a.mkv", Metadata(title="T", tagline="gone"), "/media/a.nfo")])
        queue.enqueue([Change("/media/a.mkv", Metadata(title="U"), "/media/a.nfo")])
        [job] = queue.claim(9)
        assert job.change.metadata == Metadata(title="U")

    def test_stay_together_in_whatever_order_they_speak_again(self, queue):
        nfo, program = "/media/a.nfo", "enqueue"
        queue.enqueue([Change("/media/a.mkv", Metadata(title="T"), nfo)])
        queue.enqueue([Change("/media/a.mkv", Metadata(studio="S"), program)])
        for first, second in ((nfo, program), (program, nfo)):
            queue.enqueue([Change("/media/a.mkv", Metadata(tagline=first), source) for source in (first, second)])
        [job] = queue.claim(9)
        assert job.change.metadata == Metadata(title="T", studio="S", tagline=program)

    def test_are_told_apart_though_one_name_is_a_part_of_the_other(self, queue):
        for source, metadata in (("Stash hook", Metadata(title="T")), ("Stash", Metadata(studio="S"))):
            queue.enqueue([Change("/media/a.mkv", metadata, source)])
        queue.enqueue([Change("/media/a.mkv", Metadata(tagline="L"), "Stash hook")])
        [job] = queue.claim(9)
        assert job.change.metadata == Metadata(title="T", studio="S", tagline="L")
        assert job.change.source == "Stash, Stash hook (together)"

    def test_are_combined_when_the_older_comes_back_undelivered(self, queue):
        queue.enqueue([Change("/media/a.mkv", Metadata(title="T", tagline="old"), "/media/a.nfo")])
        [job] = queue.claim(9)
        queue.enqueue([Change("/media/a.mkv", Metadata(tagline="new"), "enqueue")])
        queue.settle([Returned(job.id)])
        [job] = queue.claim(9)
        assert job.change.metadata == Metadata(title="T", tagline="new")
