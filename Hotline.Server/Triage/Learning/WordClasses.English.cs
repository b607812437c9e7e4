namespace Hotline.Server.Triage.Learning;

internal sealed partial class WordClasses
{
    // Self-reference and past tense: Rude 2004, Al-Mosaiwi 2018; attempt, means, plan, buffers: the questions of the screeners. No apostrophes: the text has lost them.
    private static readonly WordClasses English = new(
        true,
        ("attempt", """
            attempt*, tried to kill, tried to hang, tried to drown, tried to end, tried to overdose, tried to die, tried to shoot, tried to jump, tried to take my,
            overdos*, od, oded, survived, stomach pumped, slit my, slit her, slit his, hanged, hung myself, hung himself, hung herself, failed suicide,
            woke up in hospital, woke up in the
            """),
        ("care", "hospital*, icu, emergency room, psych ward, psychiatric, ward, inpatient, ambulance, police, cops, baker acted, sectioned, committed"),
        ("harm", """
            cut myself, cutting myself, burn myself, burned myself, hurt myself, hurting myself, harm myself, harmed myself, harming myself, hit myself, hitting myself,
            cut my, burned my, self harm*, selfharm*, self injury, cutting, cutter, razor, razors, blade, blades, scar, scars
            """),
        ("means", """
            gun, guns, pistol, shotgun, rifle, bullet, bullets, noose, rope, pill, pills, tylenol, paracetamol, xanax, bridge, knife, knives, train tracks, helium,
            exit bag, carbon monoxide, hang myself, hanging myself, shoot myself, shooting myself, jump off, jump from, jumping off, jumped off, in front of, hanging, drown*
            """),
        ("plan", "plan, plans, planned, planning, note, notes, goodbye, goodbyes, tonight, bought, stockpil*, set a date, last day, my will, letter, letters"),
        ("wish", """
            suicid*, kill myself, killing myself, killed myself, want to die, wanted to die, wanting to die, wanna die, end it, end it all, end my life, ending it, ending my life,
            better off dead, better off without me, want to be here, want to be alive, want to live, want to exist, want to wake up, no reason to live,
            wish i was dead, wish i were dead, not wake up, stop existing, dying, death
            """),
        ("illness", """
            depress*, anxi*, hopeless*, worthless*, lonel*, alone, bipolar, ptsd, therap*, medic*, diagnos*, disorder*, counsel*, psychiatrist*, psycholog*, meds,
            antidepress*, panic
            """),
        ("trouble", """
            bully, bullied, bullying, divorc*, abus*, rape, raped, fired, debt, homeless, unemploy*, broke up, breakup, break up, cheat*, alcohol*, drunk, drug, drugs, addict*
            """),
        ("support", """
            hope you, hug, hugs, pm me, message me, here for you, you are not alone, youre not alone, please, sorry, reach out, hotline, gets better, stay strong, take care,
            talk to, feel free, know how you, you can, you should, you need, try to, good luck, help you, best wishes, there are people, if you
            """),
        ("you", "you, your, youre, yours, yourself, youll, youve, u, ur"),
        ("self", "i, me, my, myself, im, mine, ive, id, ill"),
        ("others", "he, she, him, her, his, friend, brother, sister, father, mother, mom, dad, son, daughter, they, them"),
        ("past", "was, were, had, did, ago, year, years, month, months, week, weeks, used to, last, when i"),
        ("now", "now, today, tomorrow, anymore, soon, am"),
        ("not", "not, no, never, nothing, cant, cannot, dont, wont, nobody"));
}
