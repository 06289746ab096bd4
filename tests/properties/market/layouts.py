"""Which column says what in the files of the other bank and of the carriers."""

OF_STATEMENTS = {
    "date": "Date",
    "amount": "Montant",
    "text": "Libellé",
    "name": "Nom",
    "reference": "Référence",
    "balance": "Solde",
}
OF_LISTS = {"tracking": "Colis", "amount": "Versé", "fee": "Frais", "status": "État", "cost": "Retour"}
STATEMENT = {"columns": OF_STATEMENTS, "decimal": ",", "encoding": "cp1252"}
LIST = {"columns": OF_LISTS, "decimal": ",", "refused": ["Refusé"]}
