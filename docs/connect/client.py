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
NONCES = {}  # by origin, the one that was told last

def once():
    return {"jti": str(uuid.uuid4()), "iat": int(time.time())}

def origin(url):
    return parse.urlsplit(url)[:2]

def proof(method, url, **ath):
    claims = {"htm": method, "htu": url.split("?")[0], **once(), **NONCES.get(origin(url), {}), **ath}
    return jwt.encode(claims, PROOF_KEY, "ES256", {"typ": "dpop+jwt", "jwk": PROOF_JWK})

def send(method, url, body=None, headers={}):
    try:
        with request.urlopen(request.Request(url, body, headers, method=method), timeout=30) as answer:
            return answer.status, answer.headers, json.load(answer)
    except error.HTTPError as refusal:
        return refusal.code, refusal.headers, json.load(refusal)
    except OSError as silence:  # no answer: what is asked here may be asked again
        return 503, {}, {"code": type(silence).__name__}

def prove_and_send(method, url, body_of, headers={}, **ath):
    for _ in range(2):  # who demands a nonce tells it, and is asked once more (RFC 9449, 8 and 9)
        status, told, answer = send(method, url, body_of(), {**headers, "DPoP": proof(method, url, **ath)})
        if nonce := told.get("DPoP-Nonce"):
            NONCES[origin(url)] = {"nonce": nonce}
        if "use_dpop_nonce" not in (answer.get("error"), *told.get("WWW-Authenticate", "").split('"')):
            break
    return status, told, answer

def patiently(attempt):
    for pause in (1, 2, 4, 8, None):
        status, headers, answer = attempt()
        if status < 300:
            return answer
        if status not in (429, 503) or pause is None:
            sys.exit(f"{status} {answer.get('code') or answer.get('error')}")
        time.sleep(max(pause, int(headers.get("Retry-After", 0))) + random.random())

class Client:
    """Calls the gateway. Every attempt has a proof of its own; the token is kept until shortly before its end."""

    def __init__(self, settings):
        self.settings, self.token, self.until = settings, None, 0

    def assertion(self):
        key, own, claims = jwt.PyJWK(self.settings["privateJwk"]), self.settings["clientId"], once()
        claims |= {"iss": own, "sub": own, "aud": self.settings["issuer"], "exp": claims["iat"] + 60}
        return jwt.encode(claims, key.key, key.algorithm_name, {"kid": key.key_id})

    def form(self):
        return parse.urlencode({"grant_type": "client_credentials", "scope": "lookup", "resource": self.settings["audience"],
                                "client_assertion": self.assertion(), "client_assertion_type": ASSERTION_TYPE}).encode()

    def current_token(self):
        if time.time() > self.until:
            metadata = self.settings["issuer"] + "/.well-known/oauth-authorization-server"
            url = patiently(lambda: send("GET", metadata))["token_endpoint"]
            answer = patiently(lambda: prove_and_send("POST", url, self.form))
            self.token, self.until = answer["access_token"], time.time() + answer["expires_in"] - 30
        return self.token

    def attempt(self, method, path, body, headers):
        token, url = self.current_token(), self.settings["audience"] + path
        ath = base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).decode().rstrip("=")
        own = {"Content-Type": "application/json", "Authorization": f"DPoP {token}"}
        return prove_and_send(method, url, lambda: body, {**own, **headers}, ath=ath)

    def call(self, method, path, body=None, **headers):
        data = None if body is None else json.dumps(body).encode()
        return patiently(lambda: self.attempt(method, path, data, headers))

def load(path):
    with open(path) as file:
        return json.load(file)

if __name__ == "__main__":
    answer = Client(load(sys.argv[1])).call("POST", "/v1/lookups", json.load(sys.stdin))
    print(answer["status"], *answer.get("provenance", {}), sep="\n")
