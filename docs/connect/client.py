"""One lookup: python client.py client.json < lookup.json. Prints the names of the released fields, never a value.

client.json has "issuer", "audience" (the gateway), "clientId" and "privateJwk"; docs/connect.md explains the rest.
"""
import base64, hashlib, json, random, sys, time, uuid
from urllib import error, parse, request

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
PROOF_KEY = ec.generate_private_key(ec.SECP256R1())  # lives as long as this process; its tokens are bound to it
PROOF_JWK = jwt.algorithms.ECAlgorithm.to_jwk(PROOF_KEY.public_key(), as_dict=True)

def once():
    return {"jti": str(uuid.uuid4()), "iat": int(time.time())}

def proof(url, **ath):
    claims = {"htm": "POST", "htu": url, **once(), **ath}
    return jwt.encode(claims, PROOF_KEY, "ES256", {"typ": "dpop+jwt", "jwk": PROOF_JWK})

def assertion(client):
    key, own, claims = jwt.PyJWK(client["privateJwk"]), client["clientId"], once()
    claims |= {"iss": own, "sub": own, "aud": client["issuer"], "exp": claims["iat"] + 60}
    return jwt.encode(claims, key.key, key.algorithm_name, {"kid": key.key_id})

def send(url, body=None, headers={}):
    try:
        with request.urlopen(request.Request(url, body, headers), timeout=30) as answer:
            return answer.status, answer.headers, json.load(answer)
    except error.HTTPError as refusal:
        return refusal.code, refusal.headers, json.load(refusal)
    except OSError as silence:  # no answer: what is asked here may be asked again
        return 503, {}, {"code": type(silence).__name__}

def patiently(attempt):
    for pause in (1, 2, 4, 8, None):
        status, headers, answer = attempt()
        if status == 200:
            return answer
        if status not in (429, 503) or pause is None:
            sys.exit(f"{status} {answer.get('code') or answer.get('error')}")
        time.sleep(max(pause, int(headers.get("Retry-After", 0))) + random.random())

def ask_for_token(client):
    url = patiently(lambda: send(client["issuer"] + "/.well-known/oauth-authorization-server"))["token_endpoint"]
    form = {"grant_type": "client_credentials", "resource": client["audience"], "scope": "lookup",
            "client_assertion": assertion(client), "client_assertion_type": ASSERTION_TYPE}
    return send(url, parse.urlencode(form).encode(), {"DPoP": proof(url)})

def look_up(client, question):
    token = patiently(lambda: ask_for_token(client))["access_token"]  # at work: keep it until it expires
    url, digest = client["audience"] + "/v1/lookups", hashlib.sha256(token.encode()).digest()
    bound = proof(url, ath=base64.urlsafe_b64encode(digest).decode().rstrip("="))
    return send(url, question, {"Authorization": f"DPoP {token}", "DPoP": bound, "Content-Type": "application/json"})

with open(sys.argv[1]) as file:
    client, question = json.load(file), sys.stdin.buffer.read()
answer = patiently(lambda: look_up(client, question))
print(answer["status"], *answer.get("provenance", {}), sep="\n")
