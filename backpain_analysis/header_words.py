"""Headers in German, French, Spanish, Italian and Dutch."""

from __future__ import annotations

import re
from collections.abc import Mapping

_OTHER_LANGUAGES = """
date: jour fecha data zeitstempel horodateur tag día giorno dag
time: zeit heure hora ora tijd
pain: schmerzen schmerzstärke schmerzlevel rückenschmerz rückenschmerzen
pain: douleurs mal_de_dos niveau_de_douleur dolor dolor_de_espalda nivel_de_dolor
pain: dolore mal_di_schiena livello_di_dolore pijn rugpijn pijnscore
worst_pain: stärkster_schmerz schlimmster_schmerz pire_douleur peor_dolor peggior_dolore ergste_pijn
worst_pain: schmerz_max max_schmerz maximaler_schmerz schmerz_maximum pain_max max_douleur
worst_pain: douleur_max douleur_maximale dolor_max max_dolor dolor_máximo dolore_max max_dolore
worst_pain: dolore_massimo pijn_max max_pijn maximale_pijn
leg_pain: beinschmerz beinschmerzen ischias douleur_jambe sciatique dolor_pierna ciática beenpijn
location: ort wo stelle schmerzort endroit localisation lugar zona localización sede plek plaats
quality: schmerzart art_des_schmerzes type_de_douleur tipo_de_dolor tipo_di_dolore soort_pijn
interference: beeinträchtigung einschränkung gêne limitación interferencia limitazione hinder
flare: schub poussée brote riacutizzazione opvlamming
blamed: auslöser ursache verdacht déclencheur déclencheurs desencadenante desencadenantes causa
blamed: fattore_scatenante oorzaak
activities: aktivität aktivitäten activité activités actividad actividades attività activiteiten
sitting_hours: sitzen gesessen assis sentado seduto zitten
standing_hours: stehen gestanden debout de_pie in_piedi staan
driving_hours: autofahren autofahrt conduite conducir guida autorijden
bending_hours: bücken gebückt penché agachado chinato bukken
lifting: heben gehoben schwer_gehoben schweres_gehoben soulever levantar sollevare tillen
sleep_hours: schlaf geschlafen schlafdauer sommeil sueño sonno slaap
sleep_quality: schlafqualität qualité_du_sommeil calidad_del_sueño qualità_del_sonno slaapkwaliteit
stress: estrés
fatigue: müdigkeit erschöpfung fatiga cansancio stanchezza vermoeidheid
mood: stimmung humeur ánimo estado_de_ánimo umore stemming
posture: haltung körperhaltung postura houding
walking_minutes: gehen spazieren spaziergang marche caminar camminare camminata wandelen
swimming_minutes: schwimmen natation nadar nuoto zwemmen
meditation_minutes: meditieren méditation meditación meditazione meditatie
steps: schritte schrittzahl pas pasos passi stappen
weight_kg: gewicht körpergewicht poids peso
cigarettes: zigaretten cigarros cigarrillos sigarette sigaretten
medication: medikamente medikament medikation tabletten schmerzmittel schmerztabletten
medication: médicaments médicament antidouleur antidouleurs medicación medicamentos pastillas
medication: analgésico analgésicos farmaci antidolorifici
medication: medicijnen pijnstiller pijnstillers
notes: notizen notiz bemerkung bemerkungen anmerkung anmerkungen kommentar remarque remarques
notes: commentaire commentaires notas observaciones osservazioni notities opmerking opmerkingen
exercise: übung übungen exercice exercices ejercicio ejercicios esercizio oefening oefeningen
exercise: was dehnung dehnungen dehnübung dehnübungen étirement étirements quoi
exercise: estiramiento estiramientos qué allungamento wat
side: seite côté lado lato zijde kant
sets: sätze serien séries series serie
reps: wdh wiederholungen répétitions repeticiones ripetizioni herhalingen
hold_seconds: halten haltezeit tenue
minutes: dauer durée duración durata duur
done: geschafft gemacht erledigt fait hecho fatto gedaan
pain_before: schmerz_vorher schmerzen_vorher douleur_avant dolor_antes dolore_prima pijn_vooraf
pain_after: schmerz_nachher schmerzen_nachher douleur_après dolor_después dolore_dopo pijn_achteraf
times_per_day: mal_am_tag mal_pro_tag fois_par_jour veces_al_día volte_al_giorno keer_per_dag
days_per_week: tage_pro_woche jours_par_semaine días_por_semana giorni_a_settimana dagen_per_week
start: von ab seit beginn début depuis desde inizio da dal vanaf sinds
end: bis ende fin hasta fine tot
"""


#: A column that says the part of the day, where its cells do.
PART_OF_DAY_HEADERS = (
    "am_pm", "ampm", "part_of_day", "part_of_the_day", "daytime", "tageszeit", "moment",
    "moment_de_la_journée", "momento", "momento_del_día", "momento_del_giorno", "dagdeel",
)  # fmt: skip

#: Headers of the date where no other is: "When" beside "Day" may be "morning".
WHEN_HEADERS = ("when", "wann", "quand", "cuándo", "cuando", "quando", "wanneer", "what_day")

#: Headers over doses in words, "2x12" or "30 s": a number alone does not say of what.
DOSE_HEADERS = (
    *("how_much", "dose", "dosage", "amount"),
    *("wie_viel", "wieviel", "menge", "umfang", "dosierung"),
    *("combien", "dosis", "cuánto", "cantidad", "quanto", "quantità", "hoeveel"),
)

#: Headers over "daily" or "3x per week" of a plan: a number alone does not say a day or a week.
FREQUENCY_HEADERS = ("frequency", "how_often", "häufigkeit", "wie_oft", "fréquence", "frecuencia",
                     "frequenza", "frequentie", "hoe_vaak",
                     "combien_de_fois", "cada_cuánto", "quante_volte")  # fmt: skip

#: Columns of `[columns]` for a dose or how often in words.
WRITTEN_DOSES = ("dose", "how_much", "frequency", "how_often")


def is_dose_and_frequency(header: str) -> bool:
    """Tell whether a header is made of one for a dose and one for how often.

    Parameters
    ----------
    header : str
        Such as "Wie viel / wie oft" or "dose and frequency".

    Returns
    -------
    bool
    """
    parts = re.split(r"\s*[/,&+]\s*|\s+(?:and|und|et|y|e|en)\s+", header.strip().casefold())
    words = {"_".join(re.findall(r"[^\W_]+", part)) for part in parts}
    both = (DOSE_HEADERS, FREQUENCY_HEADERS)
    return words <= {*DOSE_HEADERS, *FREQUENCY_HEADERS} and all(words & {*one} for one in both)


def _by_column() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _OTHER_LANGUAGES.strip().splitlines():
        name, _, words = line.partition(":")
        found[name] = (*found.get(name, ()), *words.split())
    return found


#: Column -> its normalised headers in other languages.
TRANSLATED = _by_column()

#: Headers of a date that is split over three columns, in lower snake_case.
DATE_PARTS: Mapping[str, frozenset[str]] = {
    "year": frozenset(("year", "startyear", "start_year", "jahr", "année", "annee", "año")),
    "month": frozenset(("month", "startmonth", "start_month", "monat", "mois", "mes")),
    "day": frozenset(("day", "startday", "start_day", "day_of_month", "tag", "jour", "día")),
}
