"""Each figure of the whole, counted again by SQL of its own: the year first, then the unit and the number."""

SHOWN = "o.kind IN ('producer', 'group', 'cooperative') AND (o.status = 'active' OR o.is_visible)"
YEAR = "CAST(substr(CAST({} AS varchar), 1, 4) AS integer)"

STATES = {
    "makers": f"SELECT COUNT(*) FROM tiwizi_producers_organisation o WHERE {SHOWN}",
    "women": f"SELECT COUNT(*) FROM tiwizi_producers_organisation o WHERE {SHOWN}"
    " AND o.kind = 'producer' AND o.voice = 'woman'",
    "products": "SELECT COUNT(*) FROM tiwizi_shop_product p"
    " JOIN tiwizi_producers_organisation o ON o.id = p.producer_id"
    " WHERE p.live AND p.hidden_at IS NULL AND (o.status = 'active' OR o.is_visible)",
    **{
        f"network-{side}": "SELECT COUNT(*) FROM tiwizi_network_listing l"
        " JOIN tiwizi_producers_organisation o ON o.id = l.organisation_id"
        f" WHERE l.side = '{side}' AND l.ended_at IS NULL AND l.until >= CURRENT_DATE"
        " AND o.status = 'active' AND o.erased_at IS NULL"
        for side in ("needs", "offers")
    },
}
"""How things stand today: one number."""

FAIR_SALES = (
    "SELECT SUM(l.quantity * l.unit) FROM tiwizi_fairs_receiptline l"
    " JOIN tiwizi_fairs_receipt r ON r.id = l.receipt_id WHERE r.order_id IS NOT NULL"
)
"""What the demo's one fair sold: too few makers for the figure to be shown, so its rows are added up."""

YEARS = {
    "income": f"SELECT {YEAR.format('e.day')} AS y, a.currency, -SUM(p.amount)"
    " FROM tiwizi_shop_posting p"
    " JOIN tiwizi_shop_ledgeraccount a ON a.id = p.account_id"
    " JOIN tiwizi_shop_journalentry e ON e.id = p.entry_id"
    " WHERE a.kind = 'producer_payable' AND e.kind IN ('part.earned', 'part.unearned')"
    " GROUP BY 1, 2",
    "hours": f"SELECT {YEAR.format('e.day')} AS y, 'hours', SUM(l.quantity * p.work_hours)"
    " FROM tiwizi_shop_orderline l"
    " JOIN tiwizi_shop_producerorder w ON w.id = l.part_id"
    " JOIN tiwizi_shop_journalentry e ON e.key = 'part:' || w.id || ':earned'"
    " JOIN tiwizi_shop_variant v ON v.id = l.variant_id"
    " JOIN tiwizi_shop_product p ON p.id = v.product_id"
    " WHERE w.status = 'delivered' AND NOT l.is_service AND p.work_hours > 0"
    " GROUP BY 1",
    "trainee-days": f"SELECT {YEAR.format('t.day')} AS y, 'days', COUNT(*) / 2.0"
    " FROM tiwizi_events_attendance t"
    " JOIN tiwizi_events_registration r ON r.id = t.registration_id"
    " JOIN tiwizi_events_places s ON s.id = r.places_id"
    " JOIN tiwizi_events_event v ON v.id = s.event_id WHERE v.kind = 'training'"
    " GROUP BY 1",
    "trainees": f"SELECT {YEAR.format('t.day')} AS y, 'people',"
    " COUNT(DISTINCT CASE WHEN r.person = '' THEN 'seat:' || r.id ELSE r.person END)"
    " FROM tiwizi_events_attendance t"
    " JOIN tiwizi_events_registration r ON r.id = t.registration_id"
    " JOIN tiwizi_events_places s ON s.id = r.places_id"
    " JOIN tiwizi_events_event v ON v.id = s.event_id WHERE v.kind = 'training'"
    " GROUP BY 1",
    "network-contacts": f"SELECT {YEAR.format('t.answered_at')} AS y, 'contacts', COUNT(*)"
    " FROM tiwizi_network_talk t WHERE t.state = 'yes' GROUP BY 1",
    "business-meetings": f"SELECT {YEAR.format('h.begins_at')} AS y, 'meetings', COUNT(*)"
    " FROM tiwizi_network_meeting m JOIN tiwizi_network_meetinghour h ON h.id = m.hour_id"
    " WHERE m.outcome <> '' GROUP BY 1",
    "business-outcomes": f"SELECT {YEAR.format('h.begins_at')} AS y, 'meetings', COUNT(*)"
    " FROM tiwizi_network_meeting m JOIN tiwizi_network_meetinghour h ON h.id = m.hour_id"
    " WHERE m.outcome IN ('sample', 'order') GROUP BY 1",
    "loans": f"SELECT {YEAR.format('l.lent_at')} AS y, 'loans', COUNT(*)"
    " FROM tiwizi_library_loan l GROUP BY 1",
    "joint-purchases": f"SELECT {YEAR.format('b.ordered_at')} AS y, 'pledges', COUNT(*)"
    " FROM tiwizi_network_pledge g JOIN tiwizi_network_purchase b ON b.id = g.purchase_id"
    " WHERE b.state IN ('ordered', 'received') GROUP BY 1",
}
"""What happened in each year: rows of year, unit and number."""

AWARD_STEPS = {
    "nominated": "n.id > 0",
    "agreed": "n.agreed_at IS NOT NULL AND n.state NOT IN ('refused', 'withdrawn')",
    "eligible": "n.state = 'eligible'",
    "visited": "n.state = 'eligible'"
    " AND EXISTS (SELECT 1 FROM tiwizi_producers_fieldvisit v WHERE v.id = n.visit_id)",
    "won": "EXISTS (SELECT 1 FROM tiwizi_awards_portrait p WHERE p.nomination_id = n.id)",
}
"""Who is at each step of an edition of the awards, in order."""
OF_THE_AWARDS = (
    " FROM tiwizi_awards_nomination n JOIN tiwizi_awards_edition e ON e.id = n.edition_id"
    " WHERE e.slug = 'prix-2025' AND n.state <> 'merged' AND "
)
YES = "SUM(CASE WHEN {} THEN 1 ELSE 0 END)"
SHARES = f"SELECT COUNT(*), {YES.format('n.is_woman')}, {YES.format('n.is_rural')}" + OF_THE_AWARDS
"""All, women, those who live in the countryside."""
READING_SEATS = (
    "SELECT s.day, s.half, s.capacity - COUNT(v.id) FROM tiwizi_library_sitting s"
    " LEFT JOIN tiwizi_library_visit v ON v.sitting_id = s.id AND v.state = 'booked' GROUP BY s.id"
)
"""Each half day of the reading room: the seats that are left."""
COPIES = (
    "SELECT d.slug, COUNT(*), SUM(CASE WHEN l.id IS NULL AND r.id IS NULL THEN 1 ELSE 0 END)"
    " FROM tiwizi_library_copy c JOIN tiwizi_library_document d ON d.id = c.document_id"
    " LEFT JOIN tiwizi_library_loan l ON l.copy_id = c.id AND l.state = 'open'"
    " LEFT JOIN tiwizi_library_reservation r ON r.copy_id = c.id AND r.state = 'ready'"
    " WHERE c.state IN ('shelf', 'room') GROUP BY 1"
)
"""Each work with copies: how many there are, and how many nobody has."""
SERIES_VALUES = (
    "SELECT v.year, v.region, v.value FROM tiwizi_library_seriesvalue v"
    " JOIN tiwizi_library_sectorseries s ON s.id = v.series_id WHERE s.slug ="
)
"""The numbers of one series."""
BY_REGION = "SELECT n.region, COUNT(*)" + OF_THE_AWARDS
TRAINING_BY = {
    "sex": "r.sex",
    "topic": "COALESCE((SELECT h.code FROM tiwizi_events_event_themes x"
    " JOIN tiwizi_events_theme h ON h.id = x.theme_id WHERE x.event_id = v.id), '')",
    "funder": "COALESCE((SELECT f.code FROM tiwizi_events_funder f WHERE f.id = v.funder_id), '')",
}
"""What training is told apart by; each of the demo's courses has one topic."""
TRAINING = (
    f"SELECT {YEAR.format('t.day')}, {{by}}, COUNT(*) / 2.0,"
    " COUNT(DISTINCT CASE WHEN r.person = '' THEN 'seat:' || r.id ELSE r.person END)"
    " FROM tiwizi_events_attendance t JOIN tiwizi_events_registration r ON r.id = t.registration_id"
    " JOIN tiwizi_events_places s ON s.id = r.places_id JOIN tiwizi_events_event v ON v.id = s.event_id"
    " WHERE v.kind = 'training' GROUP BY 1, 2"
)
"""Year, code, trainee-days, people."""
