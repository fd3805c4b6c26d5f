from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.delivery.job_json import metadata_from_json, metadata_to_json
from core.model import Actor, Metadata, UniqueId


class TestStoredMetadata:
    @given(
        st.fixed_dictionaries(
            {
                "title": st.none() | st.text(),
                "summary": st.none() | st.text(),
                "rating": st.none() | st.floats(allow_nan=False),
                "genres": st.lists(st.text()).map(tuple),
                "actors": st.lists(st.builds(Actor, st.text(), *[st.none() | st.text()] * 2)).map(tuple),
                "unique_ids": st.lists(st.builds(UniqueId, st.text(), st.text())).map(tuple),
            }
        ).map(lambda said: Metadata(**said))
    )
    def test_comes_back_as_it_was(self, metadata):
        assert metadata_from_json(metadata_to_json(metadata)) == metadata

    def test_is_plain_ascii_and_leaves_out_what_says_nothing(self):
        assert metadata_to_json(Metadata(title="Ä", genres=())) == '{"title": "\\u00c4"}'

    @pytest.mark.parametrize(
        "text", ["", "{", "[]", "null", "7", '{"name": 1}', '{"actors": [{}]}', '{"actors": ["x"]}', '{"actors": 7}']
    )
    def test_that_is_none_is_refused(self, text):
        with pytest.raises(ValueError, match="cannot be read"):
            metadata_from_json(text)
