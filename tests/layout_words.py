"""What the invented episodes are made of: sentences, names, titles; all written for this project."""

from __future__ import annotations

ENGLISH = """
So the first thing we did was walk down to the harbour and ask people what they remembered.
I think that's right.
Yeah, and nobody wrote it down at the time.
Well, it depends on who you ask, really.
My grandmother kept bees, and she used to say that you never own a hive, you only borrow it.
That is a great question, and I wish I had a shorter answer for you.
We moved the whole archive in one weekend, which I would not recommend to anybody.
Right.
Exactly, exactly.
You know, the funny part is that it worked on the second try.
The bread came out flat, the oven was cold, and we laughed until the neighbours knocked.
How long did that take you?
About three weeks, give or take, and most of that was waiting for paint to dry.
Mm-hmm.
I remember standing on the platform and thinking that this was a terrible idea.
Let me push back on that a little bit.
No, please do, that's why I'm here.
If you look at the old maps, the river bends twice before it gets to the mill.
And then the funding ran out, as it always does.
We hired two more people in the spring and lost one of them by autumn.
It's not the tool that matters, it's whether anyone bothers to sharpen it.
Could you say a bit more about what a lighthouse keeper actually does all day?
Mostly you clean glass.
People imagine storms and heroism, and what you get is brass polish and a logbook.
I grew up in a house without a television, so I read the backs of cereal boxes.
There were maybe forty of us in the room, and I was the only one who had brought a coat.
Oh, wow.
Was that before or after the move to Lisbon?
It was after, because I remember the cat was already with us.
Statistically speaking, most of our letters never get an answer.
That surprised me as well when I first saw the numbers.
What I love about moss is that it has no hurry at all.
You can step on it, dry it out, forget it in a drawer, and it comes back with the first rain.
I'd like to go back to something you mentioned earlier about the tides.
Sure, go ahead.
The short answer is yes, and the long answer takes an afternoon.
We tried that in the second year and it nearly sank the project.
Everyone has an opinion about coffee, and almost nobody has measured it.
He looked at the drawing for a good minute and handed it back without a word.
She told me to come back when I knew what I wanted to build.
Honestly, I was relieved.
I don't know if you've ever tried to fold a tent in the wind, but it was like that.
The committee met every Tuesday and decided very little.
Thank you so much for having me on the show.
Thanks for coming all this way, it's lovely to finally meet you in person.
Before we start, tell our listeners where you are sitting right now.
I'm in a shed at the end of the garden, and there is a blackbird who may join us.
It sounds wonderful from here.
There's this idea that maps are neutral, and of course they never were.
Every line on them was somebody's decision, usually somebody far away.
And that brings us to the part I find hardest to explain.
Take your time.
Imagine a bucket with a hole in it, except the hole gets bigger when you look at it.
Okay, I'm imagining it.
That's the budget for a small museum.
The trains were late because of the heat, so the whole day slipped by an hour.
I wouldn't call it a failure, I'd call it tuition.
My daughter asked me what a fax machine was, and I had no good answer.
We sold eleven copies, and four of those went to my uncle.
Is there anything you would do differently today?
I would have started with the roof.
Nobody warns you about the paperwork.
A violin is a box that has learned to listen, as my teacher used to say.
It took me ten years to stop being angry about it and one afternoon to fix it.
There's a kind of silence after the last bus that you only get in small towns.
They painted over it in the eighties, and now a whole team is paid to scratch it off again.
So is it more like gardening or more like plumbing?
It's plumbing with better views.
I kept every receipt, which turned out to be the smartest thing I ever did.
And you never thought about giving up?
On most Mondays, yes.
The thing with glaciers is that they are loud, they groan and crack all night long.
We have a saying at home that translates to something like soup remembers.
I'm going to steal that one.
For the first six months we had no heating and one very good kettle.
It was the kettle that kept the company together.
Then a letter arrived from the ministry, and suddenly everybody wanted to talk to us.
You could hear the floor creak in the recording, and we left it in on purpose.
Why was that important to you?
Because a room is part of what people say in it.
I never trust a map without a coffee stain.
There were two schools of thought, and both of them were wrong.
What happened to the second boat?
It's still out there somewhere, I suppose.
I got the job because I was the only one who could read the handwriting.
Our neighbours thought we were building a submarine, and we let them believe it.
In the end the simplest design won, which is not what usually happens.
I'd say about half of it is luck, and the other half is showing up with sandwiches.
Let's take a short break and come back to that.
Welcome back.
We've been talking about how cities forget, and who is paid to help them remember.
Some of the best ideas came from people who had no business being in the meeting.
Can I tell you a story about that?
Please.
There was an old man who came every Friday, sat in the back, and never asked anything.
One day he stood up and told us that the bridge had been his idea.
Nobody believed him, and it turned out to be true.
I still get a bit emotional when I talk about it.
That's a lovely place to leave it.
Before I let you go, where can people find your work?
I have a small website that I update whenever it rains.
So, quite often.
More often than I'd like.
It's been an absolute pleasure.
I learned to weld from a priest, which is a longer story than we have time for.
Plants don't read the books we write about them.
The seeds were older than anybody in the laboratory, and nine of them grew.
We measured it again the next morning to be sure.
That can't be right, I thought, and I sat down on the floor.
You'd be amazed how many people carry a spare key for a door that no longer exists.
I suppose everyone does it a little.
The city gave us the building for one coin and asked us to keep the pigeons out.
Did you manage that?
We did not.
Nothing prepares you for the smell, and after a week you stop noticing it.
There's a photograph of the two of them, squinting, with a goat between them.
I like that the goat gets top billing.
It was a team effort, although the goat would disagree.
And so we kept going, one window at a time.
I have been told that I talk too fast, so please stop me.
You're doing fine.
We wanted a place where you could make noise after midnight without anyone calling the police.
Fermentation is just controlled neglect.
If I had known how heavy it was, I would have asked for the smaller one.
The point is not to win, the point is to still be playing when it gets dark.
A lot of what passes for tradition was invented by a marketing man around 1950.
Hm, I hadn't thought about it that way.
Our oldest member is ninety-one, and she beats everybody at cards.
We lost the signal twice, so forgive me if I repeat myself.
""".strip().split("\n")
"""Plain talk."""

TRICKY = """
Here is the thing: nobody had ever counted them.
There were three rules: be early, be kind, and bring your own cup.
And he asked me one question: do you even like boats?
They said: "We never promised you a window."
She turned around and went: "Well, that's the last of the tea."
My boss used to say: measure twice, cut once, and then go home.
It was shot in 16:9, which was unusual back then, and later cropped to 4:3.
The odds were something like 3:1 against us.
We met at 7:30 in the morning, every day, for a year.
The alarm went off at 02:15 and nobody moved.
So the doors opened at 10:00, and by 10:05 we had sold out.
Between 1998 and 2004 we planted 12,500 trees, of which 9,300 survived.
It costs 4.50 for a ticket, or 12 for the whole family.
In version 2.1 they changed it, and in 2.2 they changed it back.
I wrote to info@harbour.example and got an answer within the hour.
The ratio is 2:1 flour to water, maybe 5:3 if it's humid.
As it says in Genesis 3:19, dust to dust, and so on.
One more thing: the lid has to stay open.
And then the voice on the radio said, "All stations, all stations: gale warning."
Two words: wet socks.
[laughs] I can't believe you found that.
It was the so-called "Blue Hour": that bit of evening when the lamps come on.
You have options A, B and C: A is cheap, B is quick, C is what we did.
It ended 3:2 after extra time, and I had to explain that to my mother.
He wrote on the wall: "Ask Marta." Nobody knew who Marta was.
Question is: who feeds the ducks when you're away?
Bottom line: it leaks.
It was what they call the [unintelligible] effect, and I never saw it again.
""".strip().split("\n")
"""Talk with colons, quotations, ratios and times: no part of it opens a turn."""

OTHERS: dict[str, tuple[str, ...]] = {
    "de": (
        "Also wir sind dann einfach zum Hafen gegangen und haben die Leute gefragt.",
        "Genau, so war das.",
        "Meine Großmutter hatte Bienen, und sie sagte immer, dass einem ein Volk nie gehört.",
        "Wie lange hat das gedauert?",
        "Ungefähr drei Wochen, und die meiste Zeit haben wir auf die Farbe gewartet.",
        "Das ist eine sehr gute Frage.",
        "Wir hatten drei Regeln: pünktlich sein, freundlich sein, und eine eigene Tasse mitbringen.",
        "Um 7:30 Uhr standen wir jeden Morgen vor der Tür.",
        "Ja, das stimmt.",
        "Und dann kam ein Brief vom Ministerium, und plötzlich wollten alle mit uns reden.",
        "Ich würde mit dem Dach anfangen, ehrlich gesagt.",
        "Vielen Dank, dass Sie heute bei uns sind.",
        "Er hat nur gesagt: „Dann eben morgen.“",
        "Das Archiv haben wir an einem Wochenende umgezogen.",
        "Da muss ich kurz widersprechen.",
        "Bitte, nur zu.",
    ),
    "fr": (
        "Alors on est allés au port et on a demandé aux gens ce dont ils se souvenaient.",
        "Oui, c'est exactement ça.",
        "Ma grand-mère avait des abeilles, et elle disait qu'une ruche ne vous appartient jamais.",
        "Combien de temps est-ce que ça a pris ?",
        "Trois semaines environ, et surtout on attendait que la peinture sèche.",
        "C'est une très bonne question.",
        "Il y avait trois règles : être à l'heure, être gentil et apporter sa tasse.",
        "On se retrouvait à 7 h 30 devant la porte.",
        "Et là, elle a répondu : « Demain, peut-être. »",
        "Personne ne l'avait écrit à l'époque.",
        "Je commencerais par le toit, franchement.",
        "Merci beaucoup d'être venue aujourd'hui.",
        "Je ne suis pas tout à fait d'accord avec vous.",
        "Allez-y, je vous en prie.",
    ),
    "ru": (
        "Мы пошли в порт и стали спрашивать людей, что они помнят.",
        "Да, именно так.",
        "Бабушка держала пчёл и говорила, что улей нельзя купить.",
        "Сколько времени это заняло?",
        "Недели три, и почти всё время мы ждали, пока высохнет краска.",
        "Это очень хороший вопрос.",
        "Никто тогда этого не записал.",
        "Спасибо, что пришли к нам сегодня.",
        "У нас было три правила: не опаздывать, не ругаться и приносить свою чашку.",
        "Я бы начал с крыши, честно говоря.",
    ),
    "el": (
        "Πήγαμε λοιπόν στο λιμάνι και ρωτήσαμε τον κόσμο τι θυμάται.",
        "Ναι, ακριβώς έτσι ήταν.",
        "Η γιαγιά μου είχε μελίσσια και έλεγε πως δεν σου ανήκουν ποτέ.",
        "Πόσο καιρό πήρε αυτό;",
        "Τρεις εβδομάδες περίπου, και περιμέναμε να στεγνώσει η μπογιά.",
        "Πολύ καλή ερώτηση.",
        "Κανείς δεν το έγραψε τότε.",
        "Σας ευχαριστώ που ήρθατε σήμερα.",
    ),
    "zh": (
        "我们先去了港口，问大家还记得什么。",
        "对，就是这样。",
        "我奶奶养过蜜蜂，她说蜂箱从来不属于你。",
        "那花了多长时间？",
        "大概三个星期吧，大部分时间都在等油漆干。",
        "这个问题很好。",
        "当时没有人把它写下来。",
        "谢谢你今天来参加我们的节目。",
        "老实说，我会先修屋顶。",
    ),
    "ja": (
        "まず港に行って、みんなに何を覚えているか聞きました。",
        "はい、その通りです。",
        "祖母は蜂を飼っていて、巣箱は借りるものだと言っていました。",
        "どのくらいかかりましたか。",
        "三週間くらいですね。ほとんどペンキが乾くのを待っていました。",
        "とてもいい質問ですね。",
        "当時は誰も書き残しませんでした。",
        "今日は来てくださってありがとうございます。",
        "正直に言うと、屋根から始めますね。",
    ),
    "ar": (
        "ذهبنا أولا إلى الميناء وسألنا الناس عما يتذكرونه.",
        "نعم، هذا صحيح تماما.",
        "كانت جدتي تربي النحل وكانت تقول إن الخلية لا تملكها أبدا.",
        "كم استغرق ذلك من الوقت؟",
        "حوالي ثلاثة أسابيع، وكنا ننتظر أن يجف الطلاء.",
        "هذا سؤال جيد جدا.",
        "لم يكتب أحد ذلك في حينه.",
        "شكرا جزيلا على حضورك اليوم.",
    ),
}
"""Talk in other languages."""

NAMES: dict[str, tuple[str, ...]] = {
    "full": (
        "Anna Lindqvist", "Tom Okafor", "Marta Reyes", "Ben Striegler", "Priya Nair", "Joseph Kahn", "Ellen O'Dea",
        "Luke Vance", "Grace Whitfield", "Mary-Jane Holt", "Rob Ashdown", "Sofia Bianchi",
    ),
    "first": ("Anna", "Tom", "Marta", "Ben", "Priya", "Joe", "Ellen", "Luke", "Grace", "Will", "Rose", "Mark"),
    "initials": ("AL", "TO", "MR", "BS", "PN", "JK", "EO", "LV", "GW", "MJH"),
    "handle": ("annalq", "tom_okafor", "mreyes", "bens", "priya92", "jkahn", "ellen", "luke", "gwhit", "rob"),
    "speaker": ("Speaker 1", "Speaker 2", "Speaker 3", "Speaker 4", "Speaker 5"),
    "machine": ("SPEAKER_00", "SPEAKER_01", "SPEAKER_02", "SPEAKER_03"),
    "title": (
        "Dr. Anna Lee", "Prof. Tom Okafor", "Mr. Reyes", "Mrs. Holt", "Sen. Grace Whitfield", "Justice Kahn",
        "Rev. Luke Vance", "Ms. Nair", "Sir Rob Ashdown",
    ),
    "capitals": ("DR. ANNA LEE", "TOM OKAFOR", "MARTA REYES", "MR. KAHN", "JUSTICE HOLT", "ELLEN O'DEA", "PRIYA NAIR"),
    "bar": ("Anna Lee | Host", "Tom Okafor | Harbour FM", "Marta Reyes | Guest", "Ben Striegler | Producer"),
    "bracket": ("Anna Lee (AL)", "Tom Okafor (Harbour FM)", "Marta Reyes (she/her)", "Ben S. (host)", "Priya Nair (guest)"),
    "digit": ("Caller 12", "Anna 2", "Room 101", "Juror 7", "Unit 4", "Tom Okafor 3rd"),
    "particle": (
        "Jan van der Berg", "Maria de la Cruz", "Ludwig von Stein", "Ahmed ibn Said", "Paolo di Marco", "Anne d'Arcy",
        "Karin af Ekenstam", "Bart ten Cate",
    ),
    "middle": ("Anna B. Lee", "Tom J. Okafor", "J. P. Reyes", "Ben R. Striegler", "E. M. Forsyth"),
    "role": ("Host", "Guest", "Interviewer", "Narrator", "Moderator", "Announcer"),
    "de": ("Jürgen Weiß", "Käthe Möller", "Sören Groß", "Anke Brüning", "Uwe Schäfer"),
    "fr": ("Hélène Dupré", "François Lemaître", "Zoé Gérard", "André Noël"),
    "ru": ("Анна Лебедева", "Борис Ильин", "Мария", "Олег Юрьевич", "Пётр Козлов"),
    "el": ("Ελένη Παππά", "Γιώργος", "Νίκος Δήμου", "Μαρία Λάμπρου"),
    "zh": ("王小明", "李华", "张老师", "陈静"),
    "ja": ("田中", "佐藤花子", "山田太郎", "鈴木さん"),
    "ar": ("ليلى حداد", "سمير", "نور الدين", "هالة منصور"),
}  # fmt: skip
"""Labels by style; the styles named like languages are spoken in them."""

SPOKEN = frozenset(OTHERS)
"""Styles of names whose people speak another language than English."""

ONE_OFFS = ("Margaret Hale", "Peter Quill", "Ruth Abel", "Ivan Marsh", "Nora Finch", "Hugh Carver")
"""People who speak once."""
VOICES = (
    "Audience member",
    "Announcer",
    "Woman in the third row",
    "Automated voice",
    "Caller from Ohio",
    "Unknown",
)
"""What stands once in a speaker's place and is no name."""

TITLES = (
    "The Harbour at Night", "What Moss Knows", "Maps and Other Fictions", "A Budget for Pigeons", "Soup Remembers",
    "The Second Boat", "How to Fold a Tent", "Glass and Brass", "Early Years", "The Move to Lisbon", "Listening to Rooms",
    "Why Bridges Hum", "Letters Without Answers", "Closing Thoughts", "Welcome and Introduction", "The Long Winter",
)  # fmt: skip
"""Titles of episodes, chapters and sections."""
NOTES = (
    "In this episode we talk about harbours, archives and the people who keep them.",
    "This week on the show we meet a lighthouse keeper who has opinions about glass.",
    "A conversation about maps, moss and municipal budgets, recorded in front of a live audience.",
    "Recorded on a rainy afternoon in a shed, with a blackbird as a special guest.",
    "You can support the show at https://harbour.example/support and get a postcard.",
    "Our theme was written by the Low Tide Orchestra.",
)
"""Prose of show notes."""
