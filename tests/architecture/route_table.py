"""Which permission each route has: a new route is listed here before it passes."""

Table = dict[tuple[str, str], str]

ENTERPRISE = "/api/v1/enterprises/<string:uscc>"
LISTING = "/api/v1/listings/<string:listing>"
CASE = "/desk/cases/<string:case>"
ANY_STEP = "serve_notice,record_statement,decide,decline,publish,remove,expire"

FRAME: Table = {
    ("GET", "/healthz"): "read_public",
    ("GET", "/readyz"): "read_public",
    ("GET", "/jobz"): "read_ledger",
    ("GET", "/static/<path:filename>"): "read_public",
}

API: Table = {
    ("GET", "/api"): "read_public",
    ("GET", "/en/api"): "read_public",
    ("GET", "/api/documentation.css"): "read_public",
    ("GET", "/api/v1/openapi.json"): "read_public",
    ("GET", ENTERPRISE): "read_public",
    ("GET", f"{ENTERPRISE}/records"): "read_public",
    ("GET", f"{ENTERPRISE}/evaluation"): "read_public",
    ("GET", f"{ENTERPRISE}/listings"): "read_public",
    ("GET", f"{ENTERPRISE}/history"): "read_public",
    ("GET", "/api/v1/search"): "read_public",
    ("GET", "/api/v1/suggest"): "read_public",
    ("GET", "/api/v1/lists"): "read_public",
    ("GET", "/api/v1/lists/<string:list_type>/entries"): "read_public",
    ("GET", "/api/v1/rule-sets"): "read_public",
    ("GET", "/api/v1/rule-sets/<string:version>"): "read_public",
    ("GET", "/api/v1/changes"): "read_public",
    ("GET", "/api/v1/law/editions/current"): "read_public",
    ("GET", "/api/v1/ledger/checkpoint"): "read_public",
    ("GET", "/api/v1/ledger/events/<int:position>/proof"): "read_public",
    ("GET", "/api/v1/ledger/consistency"): "read_public",
    ("GET", "/api/v1/batches"): "read_internal",
    ("GET", "/api/v1/batches/<string:batch>"): "read_internal",
    ("POST", "/api/v1/batches"): "import_batch",
    ("POST", "/api/v1/listings"): "propose_listing",
    ("GET", LISTING): "read_internal",
    ("POST", f"{LISTING}/notice"): "serve_notice",
    ("POST", f"{LISTING}/statement"): "record_statement",
    ("POST", f"{LISTING}/decision"): "decide_listing",
    ("POST", f"{LISTING}/refusal"): "decide_listing",
    ("POST", f"{LISTING}/publication"): "publish_listing",
    ("POST", f"{LISTING}/removal"): "remove_listing",
}

SITE: Table = {
    ("GET", "/"): "read_public",
    ("GET", "/about"): "read_public",
    ("GET", "/accessibility"): "read_public",
    ("GET", "/privacy"): "read_public",
    ("GET", "/open-data"): "read_public",
    ("GET", "/search"): "read_public",
    ("GET", "/e/<string:code>"): "read_public",
    ("GET", "/s/<string:subject>"): "read_public",
    ("GET", "/lists"): "read_public",
    ("GET", "/lists/<string:colour>/<string:list_type>"): "read_public",
    ("GET", "/lists/<string:colour>/<string:list_type>.csv"): "read_public",
    ("GET", "/law"): "read_public",
    ("GET", "/rules"): "read_public",
    ("GET", "/rules/<string:version>"): "read_public",
    ("GET", "/desk/sign-in"): "read_public",
    ("POST", "/desk/sign-in"): "read_public",
    ("POST", "/desk/sign-out"): "read_public",
    ("GET", "/desk/deliveries"): "read_internal",
    ("POST", "/desk/deliveries"): "import_batch",
    ("GET", "/desk/deliveries/<string:batch>"): "read_internal",
    ("GET", "/desk/deliveries/<string:batch>/refused.csv"): "read_internal",
    ("GET", "/desk"): "read_internal",
    ("GET", "/desk/jobs"): "read_ledger",
    ("GET", "/desk/law"): "read_internal",
    ("GET", "/desk/propose"): "propose_listing",
    ("POST", "/desk/propose"): "propose_listing",
    ("GET", CASE): "read_internal",
    ("GET", f"{CASE}/<any({ANY_STEP}):step>"): "read_internal",
    ("POST", f"{CASE}/serve_notice"): "serve_notice",
    ("POST", f"{CASE}/record_statement"): "record_statement",
    ("POST", f"{CASE}/decide"): "decide_listing",
    ("POST", f"{CASE}/decline"): "decide_listing",
    ("POST", f"{CASE}/publish"): "publish_listing",
    ("POST", f"{CASE}/remove"): "remove_listing",
    ("POST", f"{CASE}/expire"): "operate",
}
"""The pages of the site; each stands under both languages."""
