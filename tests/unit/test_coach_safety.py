"""What a student should not write to someone they have yet to meet, how they write it, and what only looks like it."""

import pytest
import yaml

from tests.unit.test_coach_harmless import lines
from workshop.coach import Remark
from workshop.coach.message import KINDS, Kind, check_message
from workshop.coach.safety import DANGERS
from workshop.content import load
from workshop.paths import ROOT
from workshop.plan.model import About, Plan

CONTENT = load()
SAFETY = DANGERS

UNSAFE = {
    "private_place": """
My home address is 12 Oak Street, and I am free after school.
You can come by my house after school.
Could we meet at my place?
Could you pick me up at school?
We could talk in your car.
I live at 48 Birch Lane, the blue house.
Could I come to your house on Saturday?
We could meet at your apartment.
Please come over on Friday.
I could stop by your home after school.
Could you give me a ride to your office?
Where: my house
Where: her house next door
Let's meet at your hotel room.
Can we do the interview at your home?
You could visit me at home.
Feel free to drop by our apartment any evening.
I can come to your place after dinner.
My address is 7 Pine Road.
If it is easier, you are welcome to come to our house.
We can sit in your truck while you have lunch.
It would be nice to talk at your kitchen table at your house.
Would you be willing to drive me home afterward?
I would be happy to have you over for tea.
You could swing by my house, it's 19 Elm Street.
We can meet up at my grandma's house.
Maybe I could come round to yours.
You can find me at 12 Oak Street, apartment 4.
I could wait in your car until you finish.
Can you come get me from practice?
We could hang out at my place.
Maybe at my house?
My house would be fine.
Could we meet somewhere private?
I stay at 14 Elm Ave.
Can I come over to yours?
We can use my living room, so come to my living room.
I could sleep over at your farm.
Mail it to my home address.
You're welcome to stop by my apartment.
Meet me at my home after 3.
Can we sit in your car and talk?
Could you drop me off at home after?
I am happy to have you come to our home.
I'd rather meet at your home than at the office.
My mom says you can come to our house.
You can come to my address, 22 Maple Court.
We live at 5 Mill Road, come any time.
My house is at 31 King Ave, you can park in front.
Would it be OK to meet at my apartment instead?
You can come to my home since my parents are working.
Nobody will be at my house that afternoon.
Could you drive me to the site?
You can get me at the bus stop in your car.
I can ride with you in your van.
Could we meet at the park behind my house?
Could we talk in your car, or at your home?
My address: 12 Oak Street, Springfield.
I can come to where you live.
We could meet in my dorm room.
It's fine to come to my grandmother's house, she is out.
You could come and pick me up.
You can come to 12 Oak Street, where I live.
48 Birch Lane is our house.
I live at 12 Oak Dr.
We live at 5 Sunset Way, come any time.
I live on Oak Street 12.
My address is Birch Lane 48.
Come over any time after 4.
Just stop by whenever you want.
Our apartment is 4B at 90 Hill Street
""",
    "no_adult": """
My parents are out until 6.
I'm home alone after school.
Nobody is home before five.
My mom won't be home until 7, so we can talk in peace.
No one will be home then.
I will be alone in the house.
My parents are at work until six, so call any time.
We would have the house to ourselves.
There are no adults around in the afternoon.
It would be just the two of us.
Can we meet alone?
My folks are gone all weekend.
My dad is away till Sunday.
My parents will be out of town that week.
Please come alone.
My parents aren't home on Fridays.
my parents get home at 6 so nobody will bother us
My mom's at work until six.
Nobody's home after school.
There is no one home in the afternoon.
There won't be anyone around.
It's just me at home on Tuesdays.
My parents are never home.
No one else will be there, so we can talk.
My mother will not be there.
I will be home by myself.
My dad isn't home before eight, so you can call.
My guardian is away until Monday.
we will be alone then
My parents work late so it's only me.
I'm usually alone after 3.
I am by myself until 5 pm.
There is never anyone home on Tuesdays.
my mom is gone till late so u can come
My mom works nights, so I am alone in the evening.
I am alone every afternoon.
it'll be just us two
It would be just us.
We would be on our own there.
""",
    "secret": """
Please don't tell anyone about this.
Let's keep this between us.
My parents don't know that I am writing to you.
Please do not mention this to my teacher.
I won't tell anyone that we met.
This can be our secret.
Could you keep this private?
Don't let my mom know.
I would like to meet without my parents knowing.
Nobody needs to know about it.
Please delete this message after you read it.
Can this stay between you and me?
I promise not to tell anybody.
I can keep a secret if you want.
My parents must not find out.
I haven't told my parents about this.
Nobody knows that I am writing to you.
Don't say anything to my mother.
I will not say a word to anyone.
It stays between us.
Let us keep it a secret.
I'd like to keep this quiet.
pls dont tell my parents
My parents can never know.
I understand, I will keep this between you and me.
We should keep our talk private.
Let's not tell my parents.
My mother must not hear about our meeting.
It would be better if no one knew about this.
I have not told anyone about this meeting.
Please keep our meeting confidential.
I would prefer that my school does not know.
Between us, I do not like my school.
Just between us, I skipped class.
All of this is between us.
""",
    "photo": """
Send me a picture of you
I can send you a picture of me
Could you text me a selfie?
Here is a photo of me.
Here is my picture so that you know me.
We could swap photos first.
I would like to have a picture of you.
Can you show me your photo?
What do you look like?
""",
}

HARMLESS = """
I volunteer with a home health aide agency.
My grandmother lives in a nursing home.
My mother works from home.
My uncle is a house painter.
I went to the Oak Street Clinic.
I will come to your office at 200 Main Street.
We visited the White House.
I came to the open house at your company.
In my home country I was good at math.
My parents told me about you.
My aunt runs a safe house.
I live on a farm near town.
I live two blocks from your office at 200 Main Street.
I could come to your office after school.
My mom can pick me up at five.
My dad will give me a ride to your office.
I can come to your clinic at 12 Oak Street at 4:30 pm.
Where: City Clinic, 12 Main Street, ask for her at the front desk
I work alone on my art projects and like it.
My parents work nights, so I know what shifts mean.
My father is out of work since the mill closed.
My mother is out of the hospital now.
No one in my family has worked in a hospital.
Nobody at home speaks English well, so I translate.
I would like to know how you keep patient information private.
What is the secret of good bread?
People do not tell anyone when they feel sad, and you help them.
How do you keep that information secret?
Your shop is near my house.
I see your truck on my street every day.
I walk past your house of worship every day.
I built a house out of wood with my grandfather.
You came to my house when our roof leaked.
You fixed the heater in our house last winter.
I would love to see you work on a house.
How did you find your place in the field?
Meeting at your place of work would be best, because I could see where you work.
I would be glad to see your car repair shop.
My dad has his car repaired at your garage.
I can take the bus to your garage.
I could come over to the library at four.
I can call you from home in the afternoon.
A video call from home is fine for me.
I am home from school at three, so a call after that is best.
We could meet at school or at the library.
My parents will drive me.
My parents know that I am writing to you.
My mother will come with me and wait nearby.
I am not alone with this question.
I felt alone when we moved here.
I would like to work with people and not alone.
My parents don't know much about college.
My parents did not go to college, so I have nobody to ask at home.
My parents are out of the country for work every year, so I live with my aunt.
I cannot come to your house, but I could come to your office.
Please do not tell me what you earn.
I want to help people find a home.
You help families buy a house in my town.
I would like to learn how houses are built.
I watched Home Alone with my brother.
Homes in my street need new roofs.
I'd like to see your group home at work.
You work at a retirement home where my grandfather lived.
My teacher said that I should not tell anyone what to do, but ask.
The hotel where you work is near our school.
Could I visit you at the hotel where you work?
I can meet you at the front desk of the hotel.
You drove me to games on the team bus.
My coach picked us up for practice.
I would like to ride along on the ambulance one day.
My mother and I live at the edge of town.
I will be at your office at 4 pm, at 12 Oak Street.
My school is at 48 Birch Lane.
Our library at 19 Elm Street has quiet rooms.
Do you ever work alone at night?
What do patients not tell anyone else?
I keep this book between my math books.
I have been curious about cars since I sat in my uncle's truck.
My brother will drive us to your farm.
Could I come to the farm where you live and work?
Is it a secret how you make the sauce?
I would like to see the apartment building you manage.
My sister is away at college.
My father is away with the army.
I spend a lot of time in my room drawing houses.
We do home visits in my church group.
You talk about your home in your book.
I read about your house in the town paper.
How do you keep work out of your home life?
What is your home office like?
I help at home with my little brother.
My teacher picks me up at the clubhouse every Friday.
I learned that you drive clients to their homes.
I was surprised that home nurses visit five houses a day.
I would like to hear how you design houses and apartments.
The story about the family who lost their home stayed with me.
You told me that nobody is there at night except the guard.
You said you are alone in the lab at 4 am.
I did not know that you work alone at night.
You said that a nurse must never tell anyone what a patient said.
I will tell my parents about your advice.
My mother will be at work, so my father will bring me to your office.
I can be at the library by four because my school is near.
My family runs a small restaurant and we live above it.
My grandparents live at the coast.
I live in an apartment building, so I wonder how elevators are fixed.
Thank you for letting us visit the fire house.
Our house is old and I helped to paint it.
I have no car, so I will take the bus to your shop.
I sat in your truck at the career day and loved it.
You let us sit in your police car at our school.
Thank you for the ride along in the ambulance.
My brother is out of school now.
My aunt is away on business and told me to write.
I am the only one home schooled in my town.
I go to school at 500 Lincoln Avenue.
Our club meets at 14 Church Street on Mondays.
I would be happy to meet at your studio, 88 King Street.
Could I meet you at the front desk of the hotel?
I want to keep this short.
I will keep this in mind.
I keep our plants alive at home.
I promise not to take more than 20 minutes.
Is there anyone else at your company I could ask?
My parents do not know anyone in this field.
Nobody I know works in a lab.
I have not told you much about me yet.
I will never forget what you told me.
I don't mind if others join us.
You and I both went to Lincoln High.
I would be glad to talk with you and with me will come my teammate.
The secret is patience, you said.
I can secretly admit that I was nervous.
I could come over the weekend of the open day.
May I come over to the bakery at six?
I'd like to meet at a place that suits you.
We can meet at your place of business.
A place where you feel at home.
Meeting at the park would be best, because I would see where you work.
I am at home on Fridays and can take a call.
My home address is not needed, I think.
My mother is not home much because she drives a truck, and that made me curious.
I was alone at the bus stop when you helped me.
Your house music is great.
Could you show me around the model home you built?
I'd like to visit the house you are building.
How did you feel the first time you were alone with a patient?
Do you take your work home?
Could you send me a picture of your workshop?
We are building a small model, and we will send you a photo.
I took pictures of the bridge you built.
I can come over to your office any time after 4.
Could I take a picture of your machine for my class?
I saw a picture of you at work in the town paper.
I would like to have a picture of you and your team for our school paper.
What does your day look like?
You can come to 12 Oak Street, where our school is.
Between us and the river stands your plant.
Between us, we have six questions.
My mother works nights, so I know what shifts mean.
Many drivers work nights and alone.
I live on a street with 12 houses.
Come by our school fair if you like.
I will share my notes and my drawings of the bridge with you.
I live near Dr. Hill, and I am 16.
Will it be just us students in the lab?
"""

THANKS = """Dear Ms. Ito,

Thank you for your time. You told me how you mend the red machine{more}

Kind regards,
{under}"""


def found(text: str, kind: Kind = "thank-you", plan: Plan | None = None) -> list[Remark]:
    return [each for each in check_message(CONTENT, text, kind, plan=plan) if each.level != "good"]


def about(text: str, code: str, plan: Plan | None = None) -> list[str]:
    """The words that the remarks of a code are about."""
    return [text[slice(*each.span)] for each in found(text, plan=plan) if each.code == code]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("code", "sentence"), [(code, each) for code, text in UNSAFE.items() for each in lines(text)])
def test_an_unsafe_sentence_must_be_fixed_in_every_message(kind: Kind, code: str, sentence: str) -> None:
    remarks = {each.code: each for each in found(f"Dear Ms. Ito,\n\n{sentence}", kind)}
    assert (remarks[code].level, remarks[code].rule) == ("fix", None)
    assert remarks[code].span != (0, 0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sentence", lines(HARMLESS))
def test_what_only_looks_unsafe_is_let_through(kind: Kind, sentence: str) -> None:
    assert not {each.code for each in found(f"Dear Ms. Ito,\n\n{sentence}", kind)} & {*SAFETY, "contact_wrong"}


def test_the_letter_of_the_trial_is_told_what_is_unsafe_in_it() -> None:
    more = ". My home address is 12 Oak Street, and my parents are out until 6, so you can come by my house."
    text = THANKS.format(more=more, under="Zoe Park\nzoe@mail.example")
    assert about(text, "private_place") == ["12 Oak Street"]
    assert about(text, "no_adult") == ["my parents are out until"]


@pytest.mark.parametrize(
    ("under", "unsafe"),
    [
        ("Zoe Park\n48 Birch Lane\nSpringfield\nzoe@mail.example", True),
        ("Zoe Park\n48b Old Birch Rd.\nzoe@my.school.example", True),
        ("Zoe Park\nLincoln High School\n48 Birch Lane\nzoe@mail.example", False),
        ("Zoe Park\nGrade 11, Class of 2027\nzoe@mail.example", False),
    ],
)
def test_a_street_under_the_name_is_where_the_student_lives_unless_a_school_stands_there(
    under: str, unsafe: bool
) -> None:
    assert bool(about(THANKS.format(more=".", under=under), "private_place")) == unsafe


@pytest.mark.parametrize(
    ("under", "wrong"),
    [
        ("Zoe\nzoe.dogs\nfive five five", ["zoe.dogs", "five five five"]),
        ("Zoe\nzoe.dogs / five five five", ["zoe.dogs", "five five five"]),
        ("zoe.dogs / five five five", ["zoe.dogs", "five five five"]),
        ("Zoe\nEmail: zoe.dogs", ["zoe.dogs"]),
        ("Zoe\nmrskim.gmail.com", ["mrskim.gmail.com"]),
        ("Zoe\nzoe@gmail\n555", ["zoe@gmail", "555"]),
        ("Zoe\nask my mom", ["ask my mom"]),
        ("Zoe\nPhone: ask my mom", ["ask my mom"]),
        ("Zoe\nzoe at gmail dot com", ["zoe at gmail dot com"]),
        ("Zoe\nzoe@mail.example\n555-01", ["555-01"]),
        ("Zoe\nzoe@gmail,com", ["zoe@gmail,com"]),
        ("Zoe Park", []),
        ("Zoe Park (she/her)\nLincoln High School, grade 11", []),
        ("Zoe Park\nzoe@mail.example | (555) 010-0134 ext. 12", []),
        ("Zoe Park\nE-mail: zoe@mail.example\nPhone: +977 98-41234567", []),
        ("Zoe Park\nClass of 2027\nRoom 204\n2027", []),
        ("Zoe Park\nLincoln High School\n200 Main Street\nSpringfield, IL 62704", []),
        ("Zoe Park\nwww.zoe-draws.example\nzoedraws.com\nM.Ed.", []),
    ],
)
def test_what_stands_under_a_name_and_reaches_nobody_is_named(under: str, wrong: list[str]) -> None:
    assert about(THANKS.format(more=".", under=under), "contact_wrong") == wrong


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("You can reach me at zoe.dogs.", ["zoe.dogs"]),
        ("My number is five five five.", ["five five five"]),
        ("My e-mail is zoe@gmail", ["zoe@gmail"]),
        ("Text me at 555.", ["555"]),
        ("You can reach me at school.", []),
        ("Call me at 4:30, or at four.", []),
        ("You can reach me at zoe@mail.example.", []),
        ("My number is (555) 010-0134.", []),
        ("My number is the one below.", []),
    ],
)
def test_what_is_said_to_reach_the_student_is_looked_at_too(sentence: str, wrong: list[str]) -> None:
    assert about(THANKS.format(more=f". {sentence}", under="Zoe Park"), "contact_wrong") == wrong


def test_what_the_plan_has_as_address_and_number_is_named_however_it_is_written() -> None:
    plan = Plan(about=About(name="Zoe", email="the one from school", phone="see my mom's"))
    text = THANKS.format(more=".", under="Zoe\nthe one from school\nsee my mom's")
    assert about(text, "contact_wrong", plan) == ["the one from school", "see my mom's"]


def test_a_request_with_a_wrong_address_is_not_told_to_add_one() -> None:
    codes = {each.code for each in found(THANKS.format(more=".", under="Zoe\nzoe.dogs"), "request")}
    assert "contact_wrong" in codes
    assert "contact_missing" not in codes


def test_an_address_alone_is_enough_to_be_reached() -> None:
    text = THANKS.format(more=".", under="Zoe Park\nzoe@mail.example")
    assert not {each.code for each in found(text, "request")} & {"contact_missing", "contact_wrong"}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("i wanna know how ppl get started, kinda lit ngl", ["i", "wanna", "ppl"]),
        ("Animation, i guess.", ["i"]),
        ("lol that was fun", ["lol"]),
        ("U said idk. u know", ["idk", "u"]),
        ("hes my moms brother duh", ["hes", "duh"]),
        ("nursing isnt just blood", ["isnt"]),
        ("I'm glad, and i'm sure you don't mind.", ["i'm"]),
        ("She is an RN at the U of M, i.e. a nurse, and uses R.", []),
        ("My steps: i) read, ii) ask.", []),
        ("Write to lol.ngl@mail.example or look at lol.example/u", []),
        ("Ty and Bo came too.", []),
    ],
)
def test_words_of_a_chat_are_named_in_every_message(sentence: str, words: list[str]) -> None:
    for kind in KINDS:
        text = f"Dear Ms. Ito,\n\n{sentence}"
        remarks = [each for each in found(text, kind) if each.code == "casual"]
        assert [each.level for each in remarks] == ["better"] * bool(words)
        assert [text[slice(*each.span)] for each in remarks] == words[:1]
        assert all(f"“{'”, “'.join(words[1:])}”" in each.say for each in remarks if words[1:])


@pytest.mark.parametrize(
    ("sentence", "shouted"),
    [
        ("PLEASE WRITE BACK SOON!", ["PLEASE WRITE BACK SOON"]),
        ("I think that I NEED TO TALK with you.", ["I NEED TO TALK"]),
        ("THANK YOU SO MUCH", ["THANK YOU SO MUCH"]),
        ("I like NASA and the FBI.", []),
        ("I took the SAT, ACT and PSAT in NYC.", []),
        ("I am in AP US History and in JROTC.", []),
        ("I REALLY liked it.", []),
    ],
)
def test_sentences_in_capitals_are_named_and_abbreviations_are_not(sentence: str, shouted: list[str]) -> None:
    text = THANKS.format(more=f". {sentence}", under="ZOE PARK\nzoe@mail.example")
    assert about(text, "capitals") == shouted


def test_a_subject_in_capitals_is_named() -> None:
    assert about(f"Subject: I NEED YOUR HELP\n\n{THANKS.format(more='.', under='Zoe')}", "capitals")


@pytest.mark.parametrize(
    "more", [" which was so cool lol.", ", but my parents are out until 6.", " AND I LOVED HEARING IT."]
)
def test_a_sentence_with_something_to_mend_is_not_praised(more: str) -> None:
    plain, text = (THANKS.format(more=each, under="Zoe Park\nzoe@mail.example") for each in (".", more))
    praised = [{each.code for each in check_message(CONTENT, each, "thank-you")} for each in (plain, text)]
    assert "specific_good" in praised[0]
    assert "specific_good" not in praised[1]
    assert "time_thanked_good" in praised[1]


WRITTEN = yaml.safe_load((ROOT / "tests" / "corpus" / "safety.yaml").read_text(encoding="utf-8"))


def dangers(text: str, kind: Kind = "other") -> set[str]:
    return {each.code for each in found(text, kind) if each.level == "fix"} & set(DANGERS)


@pytest.mark.parametrize("sentence", WRITTEN["unsafe"])
def test_what_others_thought_of_as_unsafe_must_be_fixed(sentence: str) -> None:
    assert dangers(f"Dear Ms. Ito,\n\n{sentence}\n\nKind regards,\nZoe Park")


@pytest.mark.parametrize("place", WRITTEN["where_bad"])
def test_a_confirmation_with_an_unsafe_place_must_be_fixed(place: str) -> None:
    assert dangers(f"Dear Ms. Ito,\n\nWhen: March 12, 4 pm\nWhere: {place}\n\nZoe Park", "confirm")


@pytest.mark.parametrize("place", WRITTEN["where_ok"])
def test_a_confirmation_with_a_workplace_is_let_through(place: str) -> None:
    assert not dangers(f"Dear Ms. Ito,\n\nWhen: March 12, 4 pm\nWhere: {place}\n\nZoe Park", "confirm")


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("When: Thursday, March 12 at 12:30 am", {"meet_night"}),
        ("When: Thursday, March 12 at 12:30 pm", set()),
        ("Time: 11 pm", {"meet_night"}),
        ("Where: your car", {"private_place"}),
        ("Where: my place", {"private_place"}),
        ("Where: 12 Oak Street", {"meet_street"}),
        ("Where: City Clinic, 12 Oak Street", set()),
        ("Where: behind the school", {"meet_hidden"}),
        ("Where: Starbucks parking lot", {"meet_hidden"}),
        ("Where: Zoom, from my house", set()),
    ],
)
def test_what_stands_behind_when_and_where_is_judged(line: str, codes: set[str]) -> None:
    assert dangers(f"Dear Ms. Ito,\n\n{line}\n\nZoe Park", "confirm") == codes


def test_the_words_a_remark_is_about_are_not_in_the_remark_too() -> None:
    text = "yo Ms. Ito,\n\nI live at 12 Oak Street. PLEASE WRITE BACK [name]. lol\n\nZoe Park\nzoe.dogs"
    for each in found(text):
        about = text[slice(*each.span)]
        assert not about or f"“{about}”" not in each.say
