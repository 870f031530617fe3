"""Event types and roles of other annotation schemes in terms of PLOVER 2.0; what has no clear counterpart is left out.

Sources: the RAMS and WikiEvents (KAIROS) ontologies; the PLOVER 2.0 manual.
"""

from __future__ import annotations

# Prefixes of type names, the more special ones first.
RAMS_TYPES = {
    "conflict.attack": "ASSAULT",
    "conflict.yield": "RETREAT",
    "conflict.demonstrate": "PROTEST",
    "life.die.deathcausedbyviolentevents": "ASSAULT",
    "life.die.nonviolentdeath": "OTHER",
    "life.injure.injurycausedbyviolentevents": "ASSAULT",
    "life.injure.illness": "OTHER",
    "contact.discussion": "CONSULT",
    "contact.negotiate": "CONSULT",
    "contact.requestadvise": "REQUEST",
    "contact.commandorder": "REQUEST",
    "contact.threatencoerce": "THREATEN",
    "contact.commitmentpromise": "AGREE",
    "contact.funeralvigil": "OTHER",
    "transaction.transfermoney.gift": "AID",
    "transaction.transferownership.gift": "AID",
    "transaction.transaction.gift": "AID",
    "transaction.transfermoney.embargosanction": "SANCTION",
    "transaction.transferownership.embargosanction": "SANCTION",
    "transaction.transaction.embargosanction": "SANCTION",
    "transaction.transfermoney.purchase": "OTHER",
    "transaction.transferownership.purchase": "OTHER",
    "personnel.endposition.firinglayoff": "SANCTION",
    "personnel.endposition.quitretire": "RETREAT",
    "personnel.startposition": "OTHER",
    "personnel.elect": "OTHER",
    "movement.transportperson.preventexit": "COERCE",
    "movement.transportperson.prevententry": "REJECT",
    "movement.transportperson.evacuationrescue": "AID",
    "movement.transportperson.grantentryasylum": "AID",
    "government.legislate": "OTHER",
    "government.agreements.accept": "AGREE",
    "government.vote": "OTHER",
    "justice.judicialconsequences.convict": "SANCTION",
    "justice.judicialconsequences.execute": "ASSAULT",
    "justice.judicialconsequences.extradite": "COOPERATE",
    "justice.investigate": "ACCUSE",
    "justice.arrestjaildetain": "COERCE",
    "justice.initiatejudicialprocess": "ACCUSE",
    "disaster": "OTHER",
}

WIKIEVENTS_TYPES = {
    "Conflict.Attack": "ASSAULT",
    "Conflict.Demonstrate": "PROTEST",
    "Life.Die": "ASSAULT",
    "Life.Injure": "ASSAULT",
    "Contact.Contact.Meet": "CONSULT",
    "Contact.RequestCommand": "REQUEST",
    "Contact.ThreatenCoerce": "THREATEN",
    "Justice.ArrestJailDetain": "COERCE",
    "Justice.ChargeIndict": "ACCUSE",
    "Justice.TrialHearing": "ACCUSE",
    "Justice.InvestigateCrime": "ACCUSE",
    "Justice.ReleaseParole": "RETREAT",
    "Justice.Convict": "SANCTION",
    "Justice.Sentence": "SANCTION",
    "Disaster": "OTHER",
    "Movement.Transportation.Evacuation": "AID",
}

ROLES = {
    **dict.fromkeys(
        ("attacker", "killer", "injurer", "giver", "communicator", "preventer", "transporter", "judgecourt",
         "prosecutor", "placeofemployment", "investigator", "destroyer", "damagerdestroyer", "damager", "jailer",
         "spy", "inspector", "yielder", "surrenderer", "retreater", "executioner", "demonstrator", "extraditer",
         "granter", "impeder", "perpetrator"),
        "actor",
    ),
    **dict.fromkeys(
        ("victim", "target", "recipient", "beneficiary", "defendant", "employee", "passenger", "detainee",
         "observedentity", "inspectedentity", "deceased", "fireexplosionobject"),
        "recipient",
    ),
    **dict.fromkeys(("instrument", "explosivedevice"), "instrument"),
    "place": "where",
}  # fmt: skip


def first(table: dict[str, str], name: str) -> str | None:
    """Return the value of the first prefix of `name` in a table."""
    return next((value for prefix, value in table.items() if name.startswith(prefix)), None)
