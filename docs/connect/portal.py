"""An application of a citizen, in one go: python portal.py application.json. Prints the status of each field, no value.

application.json has "gateway" and "procedures" (base URLs), "form", "subjects" as POST /v1/prefill takes them, and
"answers", what the citizen types by field. Access tokens of the citizen are in GATEWAY_TOKEN and PROCEDURES_TOKEN; a
portal gets them at the login, and shows the citizen each notice and each value before it goes on.
"""
import json, os, sys, uuid

from client import load, patiently, send

APPLICATION = load(sys.argv[1])
TOKENS = {"gateway": os.environ["GATEWAY_TOKEN"], "procedures": os.environ["PROCEDURES_TOKEN"]}

def call(service, method, path, body=None, **headers):
    data = None if body is None else json.dumps(body).encode()
    said = {"Authorization": f"Bearer {TOKENS[service]}", "Content-Type": "application/json", **headers}
    return patiently(lambda: send(method, APPLICATION[service] + path, data, said))

form = call("procedures", "GET", f"/v1/forms/{APPLICATION['form']}")
purposes = call("gateway", "GET", f"/v1/authorities/{form['authority']}/purposes")["purposes"]
evidence = next(each for each in purposes if each["id"] == form["purpose"])["evidence"]

# The citizen reads each text and chooses; its hash says which one that was.
hashes = {each["evidenceType"]: each["notices"][0]["sha256"] for each in evidence if each["notices"]}
chosen = [{"evidenceType": each, "noticeSha256": hashes[each]} for each in form["evidenceTypes"]]
which = {"form": form["id"], "version": form["version"]}
filled = call("gateway", "POST", "/v1/prefill", {**which, "subjects": APPLICATION["subjects"], "sources": chosen})
for field in filled["fields"]:
    print(field["field"], field["status"])

# The citizen sees the values and uses them; of what is not used the authority never learns.
sources = []
for shown in filled["sources"]:
    if "key" in shown:
        used = call("gateway", "POST", f"/v1/previews/{shown['id']}/use", {"key": shown["key"]})
        sources.append({"evidenceType": shown["evidenceType"], "releases": used["releases"]})
    else:
        sources.append({"evidenceType": shown["evidenceType"], "way": shown["otherWays"][0]})

answers = [{"field": field, "value": value} for field, value in APPLICATION["answers"].items()]
draft = call("procedures", "POST", "/v1/drafts", which)
path, saved = f"/v1/drafts/{draft['id']}", {"formVersion": form["version"], "answers": answers}
draft = call("procedures", "PUT", path, {"expectedVersion": draft["version"], **saved})
once = {"Idempotency-Key": str(uuid.uuid4())}
handed_in = {"expectedVersion": draft["version"], "sources": sources}
print(call("procedures", "POST", f"{path}/submission", handed_in, **once)["state"])
