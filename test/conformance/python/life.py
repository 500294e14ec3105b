"""The life of an authentication method with Auth0's SDK for Python, as life.ts tells it; prints what it saw as JSON."""

import json
import os
from types import SimpleNamespace

import httpx
from auth0.management import ManagementClient, token_provider
from auth0.management.core.api_error import ApiError
from auth0.management.core.jsonable_encoder import jsonable_encoder

args = SimpleNamespace(**json.loads(os.environ["LIFE"]))


class WithoutTls(httpx.HTTPTransport):
    """The SDK speaks https in any case; the emulator does not."""

    def handle_request(self, request):
        request.url = request.url.copy_with(scheme="http")
        return super().handle_request(request)


def http_client():
    return httpx.Client(transport=WithoutTls())


# The client for tokens cannot be told to the SDK.
token_provider.httpx = SimpleNamespace(Client=http_client)


def connect(**authentication):
    domain = args.url.removeprefix("http://")
    return ManagementClient(domain=domain, httpx_client=http_client(), **authentication)


tenant = connect(client_id=args.clientId, client_secret=args.clientSecret, audience=args.audience)
methods = tenant.users.authentication_methods
once = {"max_retries": 0}
steps = []


def tell(step, call):
    try:
        answer = call()
        steps.append({"step": step} if answer is None else {"step": step, "answer": jsonable_encoder(answer)})
        return answer
    except ApiError as error:
        told = {"type": type(error).__name__, "status": error.status_code, "body": error.body}
        steps.append({"step": step, "error": told})


def list_of(user, of=tenant):
    return lambda: of.users.authentication_methods.list(user, request_options=once).items


tell("list before", list_of(args.user))
method = tell("create", lambda: methods.create(args.user, **args.create, request_options=once)).id
tell("list", list_of(args.user))
tell("get", lambda: methods.get(args.user, method, request_options=once))
tell("update", lambda: methods.update(args.user, method, **args.update, request_options=once))
tell("list updated", list_of(args.user))
tell("create again", lambda: methods.create(args.user, **args.create, request_options=once))
tell(
    "update what it does not apply to",
    lambda: methods.update(args.other, args.otherMethod, **args.refused, request_options=once),
)
tell("delete", lambda: methods.delete(args.user, method, request_options=once))
tell("get deleted", lambda: methods.get(args.user, method, request_options=once))
tell("update deleted", lambda: methods.update(args.user, method, **args.update, request_options=once))
tell("delete deleted", lambda: methods.delete(args.user, method, request_options=once))
tell("list after", list_of(args.user))
tell("list of nobody", list_of(args.nobody))
tell(
    "look up beyond the limit",
    lambda: tenant.users.list_users_by_email(email=args.email, request_options=once),
)
tell("list without the scope", list_of(args.user, connect(token=args.narrowToken)))
tell("list without a token", list_of(args.user, connect(token="none")))

print(json.dumps(steps))
