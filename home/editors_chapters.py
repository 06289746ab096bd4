"""The chapters of the guide for editors: a title, the list where the work is done, and what to know."""

from django.utils.translation import gettext_lazy

CHAPTERS = (
    (
        gettext_lazy("Events"),
        "wagtailsnippets_tiwizi_events_event:list",
        (
            gettext_lazy("An event has days, a region and a place; its programme is made of sessions."),
            gettext_lazy("Save the draft, look at the preview in both directions of writing, then publish."),
            gettext_lazy("To call it off, cancel it: who has registered is told. Do not delete it."),
            gettext_lazy(
                "Sales, contacts and jobs that people declare stand in the report of the event alone. The"
                " public figures count what the door and the books say, never what was declared."
            ),
        ),
    ),
    (
        gettext_lazy("Documents"),
        "wagtailsnippets_tiwizi_library_document:list",
        (
            gettext_lazy("No file without a licence: say who holds the rights, and what one may do."),
            gettext_lazy("The search reads files within minutes. Courses share the list of subjects."),
        ),
    ),
    (
        gettext_lazy("Courses and trainers"),
        "wagtailsnippets_tiwizi_training_course:list",
        (
            gettext_lazy("A lesson is some cards, each a picture and a sentence, then one practice."),
            gettext_lazy("What a card says is heard: have it recorded at the desk in each voice."),
            gettext_lazy("Say at which events of the agenda it is held; days and people are counted there."),
            gettext_lazy(
                "Name who teaches only with her consent. Trainers of the path are shown by themselves."
            ),
        ),
    ),
    (
        gettext_lazy("Guides of law and money"),
        "wagtailsnippets_tiwizi_training_guide:list",
        (
            gettext_lazy("Each fact has a source and the day on which it was read. Name no lender."),
            gettext_lazy("After its day of review a guide stands on the first page, and warns its readers."),
            gettext_lazy("Look at each source again, write the new day of the facts, and publish."),
        ),
    ),
    (
        gettext_lazy("Practice sheets"),
        "wagtailsnippets_tiwizi_training_practicesheet:list",
        (
            gettext_lazy("An agent hands one in; you read it, take out every name, and publish it."),
            gettext_lazy("Say who may read it: everybody, or agents alone. Older versions stay."),
        ),
    ),
    (
        gettext_lazy("Figures"),
        "wagtailsnippets_tiwizi_impact_statement:list",
        (
            gettext_lazy("What is counted needs nobody: it comes from the rows. Never type a total of ours."),
            gettext_lazy("What others stated stands beside it. Without a source it is refused."),
            gettext_lazy("Once the books of a year are closed, an operator freezes it under “Reports”."),
        ),
    ),
    (
        gettext_lazy("Network"),
        "network_office:plans",
        (
            gettext_lazy("Business meetings: choose the event, set hours and tables, let people take part."),
            gettext_lazy("Needs and offers propose who meets whom; what somebody asked for counts more."),
            gettext_lazy("Whatever you change by hand needs a reason. Tell everybody, then print for each."),
            gettext_lazy("After 7 and 30 days ask what came of it: the list says whom."),
        ),
    ),
    (
        gettext_lazy("Stands at a fair"),
        "stands_office:offers",
        (
            gettext_lazy("Say how many stands there are, until when makers may ask, and what one costs."),
            gettext_lazy("The list ranks by its rules and says why: first time, women, distance, crafts."),
            gettext_lazy("Take the proposal or give one out by hand, with a reason. Each maker is told."),
            gettext_lazy(
                "A stand for a fee is hers once it is paid. One that is free goes to the next by itself."
            ),
        ),
    ),
    (
        gettext_lazy("Fairs"),
        "fairs_office:fairs",
        (
            gettext_lazy("Goods leave the shop with a sheet, and come back with it: count both times."),
            gettext_lazy("Invite a phone as a till. It sells without a line, and sends when it has one."),
            gettext_lazy("In the evening close the till: sales are booked, and each maker’s part with them."),
            gettext_lazy("What does not agree stands on the first page. Say who bears missing cash and why."),
        ),
    ),
    (
        gettext_lazy("Reading room"),
        "wagtailsnippets_tiwizi_library_room:list",
        (
            gettext_lazy("Set the days, the halves of a day and the seats. Fewer seats take none away."),
            gettext_lazy("Who comes says the code. Shut a day with a reason: its readers are told."),
            gettext_lazy("Kinds of readers say for how many days, and how many copies, they borrow."),
            gettext_lazy(
                "Give each piece of the shelf a copy with a code on its label. Lend and take back by codes at"
                " the desk of loans; never ask for the number of an identity card."
            ),
        ),
    ),
    (
        gettext_lazy("Awards"),
        "wagtailsnippets_tiwizi_awards_edition:list",
        (
            gettext_lazy("What is asked for and what is scored stays as it is once the jury has begun."),
            gettext_lazy("Publish the edition, then open nominations at its desk. It goes on step by step."),
            gettext_lazy("Nothing of a nominee is looked at before she says yes. Say kindly why not."),
            gettext_lazy("Write for the jury without a name, and show it no picture by which she is known."),
            gettext_lazy("Agents write down visits in the portal, you at the desk. One visit is enough."),
            gettext_lazy("A winner is named only if she agrees. A year later, ask about her prize."),
            gettext_lazy("The gallery shows women with their consent: give each her story in a few lines."),
        ),
    ),
    (
        gettext_lazy("Exhibition"),
        "wagtailsnippets_tiwizi_exhibition_room:list",
        (
            gettext_lazy("First the works, then the room: it names a region, a craft, a fair or an award."),
            gettext_lazy("A work need not be for sale. Name a product only if pieces like it are sold."),
            gettext_lazy("What she says of it is heard once her recording is approved."),
            gettext_lazy("Print the labels from the page of the room: their code leads to the work."),
            gettext_lazy(
                "Tell its story in blocks, once for each language; its light page leaves out pictures."
            ),
            gettext_lazy("Partners show a room on their own site with the words at the foot of its page."),
        ),
    ),
    (
        gettext_lazy("Menus"),
        "wagtailsnippets_tiwizi_home_menu:list",
        (gettext_lazy("A menu has up to eight links, one menu for each place and language."),),
    ),
)
