"""The map of the regions: twelve tiles, no two in one place, and an outline for each."""

from producers.domain.region_tiles import TILES, outlines

REGIONS = {f"MA-{number:02}" for number in range(1, 13)}


def test_every_region_has_a_tile_of_its_own():
    assert set(TILES) == REGIONS
    assert len(set(TILES.values())) == 12


def test_north_is_above_south_and_west_is_before_east():
    assert TILES["MA-01"][1] < TILES["MA-07"][1] < TILES["MA-12"][1]
    assert TILES["MA-06"][0] < TILES["MA-03"][0] < TILES["MA-02"][0]


def test_every_region_has_an_outline_and_the_notice_travels_with_it():
    assert set(outlines().paths) == REGIONS
    assert all(path.startswith("M") and path.endswith("Z") for path in outlines().paths.values())
    assert "Copyright (c) 2020 AndamAmine" in outlines().notice
