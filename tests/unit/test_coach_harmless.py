"""What only looks like asking for too much is let through: a good message or question never gets a "must fix"."""

import pytest
import yaml

from workshop.coach import check_question
from workshop.coach.message import KINDS, Kind, check_message
from workshop.content import load
from workshop.paths import ROOT

CONTENT = load()
NOT_OF_A_SENTENCE = {"subject_missing", "signature_missing", "gratitude_missing", "clock_missing"}
WRITTEN = yaml.safe_load((ROOT / "tests" / "corpus" / "safety.yaml").read_text(encoding="utf-8"))

SENTENCES = """
I am writing for our team of 4; Ana Ruiz, Ben Hired and Zoë Łęcka are copied here.
I am writing for our team of 2; Grace Job is copied here.
Our team of three would like to hear about your work, and the other two are in copy.
I am attached to my town and would like to stay here.
I am available Mondays for an hour after school.
Please think of me as a curious student.
How does math apply to your work?
Does what we learn in school apply to your field?
I read your 45-minute talk on bridges twice.
I practice the violin for two hours every day.
I live one hour from your office but I can take the bus.
My class visited your lab for a whole morning last spring.
I have admired your position on clean water.
I have no position on this yet.
I want to know if your job is what you hoped for.
I am looking for my place in the world.
I would love to work with animals one day.
I hope to get a job in nursing after college, and I want to hear how you did.
I did an internship at the zoo and it made me think of your work.
Our school offers internships in the spring, and our teacher said you help with them.
I was hired at a bakery last summer.
I would like to know what recruiters look for in your field.
My friend recommended me your podcast.
Ms. Reyes introduced me to your book.
Ms. Ito recommended me to write to you.
My counselor gave your name to me.
She gave my name to you already, I think.
You may have heard my name from my coach.
I do not have a resume yet, I am only thirteen.
I read in a book that a resume should be one page.
I'd like to learn how you got your first position.
I know you take interns, but I am too young and only want to talk.
I need help to choose my classes.
Would you have any advice on jobs that use math?
What jobs did you have before this one?
I would like to become part of your field one day.
My dream is to join a team like yours someday.
I can join your call from my phone.
May I join you for your coffee break?
Is there any chance of an opening in your calendar?
Do you have an opening on Tuesday afternoon?
If you have an opening in your schedule, I would come by.
Any opening in your calendar works for me.
I am seeking guidance about positions in public health.
I am searching for information on apprenticeship programs.
I will bring my questions on paper, so no attachment is needed.
Nothing is attached to this message.
I felt attached to the animals at once.
We can talk in an enclosed space if it rains.
I can send you my questions by email before we talk.
If email is easier for setting a time, please write to me.
You can reply by email or call me.
Please let me know by email which day suits you.
Could you answer a few questions on the phone?
I promise not to ask for a job.
Don't worry, I am not going to hand you a resume or ask you to hire me.
I don't expect you to offer me anything.
Mr. Hill told me that you hire students in summer, but that is not why I write.
My sister works for you.
My uncle used to work for you and still talks about it.
I am writing for help with a decision, not to ask for an internship.
I would be glad if you could think of me when you have a quiet quarter of an hour.
Could you put me in touch with your assistant to find a time?
I'd be happy to talk to your assistant about a time.
Could I come and see how you work for 20 minutes?
I have two hours between classes, so 20 minutes in that time would be perfect.
I can come any time of the day for 20 minutes, even on short notice.
I'd like to understand the job market for designers.
I have a part-time job at a grocery store, so evenings are best.
I have applied to three colleges, and your story would help me choose.
How did you apply to medical school?
I am applying to nursing programs this fall.
I want to find work that matters.
We are looking for speakers and people to interview for our class.
I am interested in a position like yours when I am older.
Would it be possible to visit your workplace for half an hour?
Please consider me a fan.
I hope you will consider my request.
I hope you can give me a chance to ask a few questions.
I would be grateful for the opportunity to talk with you and learn about your work.
Is there room for me in your schedule?
I would love to help you understand what students think.
I'd love to see you at work.
You could help me get a picture of the job.
Could you help me find my way into this topic?
I would like feedback on my plan, not on a resume.
My teacher looked at my resume and said to talk with you first.
"""

QUESTIONS = """
What jobs did you have before this one?
How do you help new hires settle in?
What makes you hire someone?
What do you look for when you hire interns?
How did your family react to your choice?
How do you protect your health in this work?
What would you tell your own children about this field?
How do families in your field cope with moving?
What do you wish your school had taught you about money?
How do people with children manage the shifts?
How did you pay for school?
What made you want to work here?
What do interns do in their first week here?
How do volunteers help your team?
What did you learn in your first internship here?
How do people start as a trainee here?
What surprised you when you started to work here?
What is it like to work for your company?
How do you take care of your mental health?
What health problems do you see most often?
Which political decisions change your work?
What would I do all day if I worked here?
How do you choose whom to send an offer?
What do you like to do with your time off?
How does your faith community support you?
What did you do with your first paycheck?
What part of your pay comes from tips?
How do nurses get paid for extra shifts?
Tell me about the first person you hired.
What is the best way to apply for jobs in this field?
How does a teenager find work in this field?
What can a student like me do to get ready for a job like yours?
How did you find your first job?
What do you do when your boss gives you too much?
How do people in your team support each other's families?
What is the meaning of your work for you?
What does a good leader do?
What is a day in your life like?
What is a mistake you learned from?
What is a typical career path here?
How do you become good at listening?
How did you become a nurse?
How do people become a manager in your firm?
What would you do if you were not paid?
"""


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


@pytest.mark.parametrize("sentence", lines(SENTENCES))
def test_a_sentence_of_a_good_request_is_nothing_to_fix(sentence: str) -> None:
    remarks = check_message(CONTENT, f"Dear Ms. Ito,\n\n{sentence}", "request")
    assert {remark.code for remark in remarks if remark.level == "fix"} <= NOT_OF_A_SENTENCE


@pytest.mark.parametrize("sentence", WRITTEN["harmless"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_others_thought_of_as_harmless_is_nothing_to_fix(kind: Kind, sentence: str) -> None:
    remarks = check_message(CONTENT, f"Dear Ms. Ito,\n\n{sentence}\n\nKind regards,\nZoe Park", kind)
    assert {remark.code for remark in remarks if remark.level == "fix"} <= NOT_OF_A_SENTENCE


@pytest.mark.parametrize("question", lines(QUESTIONS))
def test_an_open_question_near_a_private_matter_is_praised(question: str) -> None:
    assert [remark.code for remark in check_question(CONTENT, question)] == ["open"]
