"""Every move and how often it is tried; one step of a life."""

from tests.properties.market.buyers import (
    ask_for_change,
    ask_the_bank,
    cancel_order,
    decline_card,
    pay_by_card,
    place_order,
    tell,
    transfer_arrives,
    withdraw_from,
)
from tests.properties.market.cash import collect_cash, hand_cash_over, refuse_cash, remit_cash, settle_cash
from tests.properties.market.changes import answer_change, change
from tests.properties.market.lists import carrier_sends_list
from tests.properties.market.makers import (
    accept,
    at_centre,
    decline,
    deliver,
    deliver_parcel,
    fail_delivery,
    join,
    make,
    make_ready,
    pack,
    return_to_sender,
    ship,
    try_again,
)
from tests.properties.market.payouts import (
    approve_payouts,
    end_payout,
    hold_payout,
    move_rate,
    propose_payouts,
    run_jobs,
    send_payouts,
    withdraw_payouts,
)
from tests.properties.market.refunds import (
    approve_refund,
    bank_ends_refund,
    dispute,
    drop_refund,
    give_back,
    hand_refund_over,
    run_refunds,
)
from tests.properties.market.statements import (
    bank_sends_statement,
    gateway_tells_settlements,
    other_money_is_booked,
    say_what_a_line_is,
    transfer_is_booked,
)
from tests.properties.market.world import REFUSALS, Market, Move

WEIGHTS: tuple[tuple[Move, int], ...] = (
    (place_order, 9), (pay_by_card, 9), (decline_card, 1), (tell, 16), (ask_the_bank, 2),
    (transfer_arrives, 4), (transfer_is_booked, 7), (other_money_is_booked, 5),
    (gateway_tells_settlements, 1), (bank_sends_statement, 7), (say_what_a_line_is, 5),
    (carrier_sends_list, 5), (accept, 9), (decline, 2), (make, 2), (pack, 3), (ship, 9),
    (deliver, 6), (at_centre, 2), (join, 1), (make_ready, 1), (fail_delivery, 2), (try_again, 1),
    (deliver_parcel, 5), (return_to_sender, 4), (cancel_order, 2), (change, 4), (ask_for_change, 4),
    (withdraw_from, 2), (answer_change, 7), (give_back, 4), (approve_refund, 4), (drop_refund, 1),
    (hand_refund_over, 5), (run_refunds, 5), (bank_ends_refund, 3), (dispute, 3), (collect_cash, 6),
    (hand_cash_over, 2), (remit_cash, 4), (settle_cash, 4), (refuse_cash, 1), (propose_payouts, 4),
    (approve_payouts, 7), (send_payouts, 7), (withdraw_payouts, 1), (end_payout, 5), (hold_payout, 1),
    (move_rate, 2), (run_jobs, 2),
)  # fmt: skip
MOVES = [move for move, _weight in WEIGHTS]
OFTEN = [weight for _move, weight in WEIGHTS]


def step(market: Market) -> bool:
    """Let somebody do something that there is a row for; say whether it was done, not refused."""
    market.number += 1
    while True:
        move = market.chance.choices(MOVES, OFTEN)[0]
        name = move.__name__
        try:
            if move(market) is False:
                continue
            market.story.append(f"{market.number} {name}")
            market.done[name] += 1
            return True
        except REFUSALS as reason:
            market.story.append(f"{market.number} {name}: {reason}")
            market.refused[name] += 1
            return False
