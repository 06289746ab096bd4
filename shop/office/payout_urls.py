"""Addresses of payouts in the office."""

from django.urls import path

from shop.office import payout, payout_places, payouts, share_lists

urlpatterns = [
    path("payouts/", payouts.list_batches, name="payouts"),
    path("payouts/owed/", payouts.list_owed, name="payouts_owed"),
    path("payouts/new/", payouts.propose, name="payout_propose"),
    path("payouts/became/", payout.import_list, name="payout_list"),
    path("payouts/<int:pk>/", payouts.show_batch, name="payout_batch"),
    path("payouts/<int:pk>/approve/", payouts.approve, name="payout_approve"),
    path("payouts/<int:pk>/statement.csv", payouts.give_statement, name="payout_statement"),
    path("payouts/<int:pk>/papers/<slug:code>/", payouts.give_paper, name="payout_paper"),
    path("payouts/<int:pk>/<slug:name>/", payouts.take_step, name="payout_batch_step"),
    path("payouts/one/<int:pk>/", payout.show_payout, name="payout"),
    path("payouts/one/<int:pk>/prove/", payout.send_proof, name="payout_prove"),
    path("payouts/one/<int:pk>/shares/", share_lists.share_list, name="payout_shares"),
    path("payouts/shares/<int:pk>/", share_lists.confirm, name="share_confirm"),
    path("payouts/one/<int:pk>/<slug:name>/", payout.take_step, name="payout_step"),
    path("payouts/proofs/<int:pk>/", payout.show_proof, name="payout_proof"),
    path("destinations/", payout_places.list_destinations, name="destinations"),
    path("destinations/new/", payout_places.new_destination, name="destination_new"),
    path("destinations/<int:pk>/", payout_places.show_destination, name="destination"),
    path("destinations/<int:pk>/<slug:name>/", payout_places.take_step, name="destination_step"),
    path("holds/", payout_places.list_holds, name="holds"),
    path("holds/new/", payout_places.new_hold, name="hold_new"),
    path("holds/<int:pk>/", payout_places.release_hold, name="hold"),
]
