// Command conformance runs the life of an authentication method with Auth0's SDK for Go, as life.ts tells it, and prints
// what it saw as JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/auth0/go-auth0/v2/management"
	"github.com/auth0/go-auth0/v2/management/client"
	"github.com/auth0/go-auth0/v2/management/core"
	"github.com/auth0/go-auth0/v2/management/option"
)

type arguments struct {
	URL, Audience, ClientID, ClientSecret, NarrowToken string
	User, Nobody, Other, OtherMethod, Email            string
	Create                                             *management.CreateUserAuthenticationMethodRequestContent
	Update, Refused                                    *management.UpdateUserAuthenticationMethodRequestContent
}

type step struct {
	Step   string    `json:"step"`
	Answer any       `json:"answer,omitempty"`
	Error  *sdkError `json:"error,omitempty"`
}

type sdkError struct {
	Type   string `json:"type"`
	Status int    `json:"status"`
	Body   any    `json:"body"`
}

// told is what an error of the SDK says of itself.
func told(err error) *sdkError {
	var apiError *core.APIError
	if !errors.As(err, &apiError) {
		panic(err)
	}
	var body any
	if json.Unmarshal([]byte(apiError.Unwrap().Error()), &body) != nil {
		body = apiError.Unwrap().Error()
	}
	name := fmt.Sprintf("%T", err)
	return &sdkError{name[strings.LastIndex(name, ".")+1:], apiError.StatusCode, body}
}

func main() {
	var args arguments
	if err := json.Unmarshal([]byte(os.Getenv("LIFE")), &args); err != nil {
		panic(err)
	}
	ctx := context.Background()
	connect := func(authentication option.RequestOption) *client.Management {
		tenant, err := client.New(
			strings.TrimPrefix(args.URL, "http://"),
			// Else the SDK speaks https.
			option.WithBaseURL(args.URL+"/api/v2"),
			authentication,
		)
		if err != nil {
			panic(err)
		}
		return tenant
	}
	tenant := connect(option.WithClientCredentialsAndAudience(ctx, args.ClientID, args.ClientSecret, args.Audience))
	methods := tenant.Users.AuthenticationMethods

	steps := []step{}
	tell := func(name string, answer any, err error) {
		if err != nil {
			steps = append(steps, step{Step: name, Error: told(err)})
		} else {
			steps = append(steps, step{Step: name, Answer: answer})
		}
	}
	list := func(name string, of *client.Management, user string) {
		page, err := of.Users.AuthenticationMethods.List(ctx, user, &management.ListUserAuthenticationMethodsRequestParameters{})
		if err != nil {
			tell(name, nil, err)
			return
		}
		tell(name, page.Results, nil)
	}

	list("list before", tenant, args.User)
	created, err := methods.Create(ctx, args.User, args.Create)
	tell("create", created, err)
	id := created.GetID()
	list("list", tenant, args.User)
	got, err := methods.Get(ctx, args.User, id)
	tell("get", got, err)
	updated, err := methods.Update(ctx, args.User, id, args.Update)
	tell("update", updated, err)
	list("list updated", tenant, args.User)
	again, err := methods.Create(ctx, args.User, args.Create)
	tell("create again", again, err)
	refused, err := methods.Update(ctx, args.Other, args.OtherMethod, args.Refused)
	tell("update what it does not apply to", refused, err)
	tell("delete", nil, methods.Delete(ctx, args.User, id))
	gone, err := methods.Get(ctx, args.User, id)
	tell("get deleted", gone, err)
	late, err := methods.Update(ctx, args.User, id, args.Update)
	tell("update deleted", late, err)
	tell("delete deleted", nil, methods.Delete(ctx, args.User, id))
	list("list after", tenant, args.User)
	list("list of nobody", tenant, args.Nobody)
	byEmail := &management.ListUsersByEmailRequestParameters{Email: args.Email}
	// Here and not for all: the SDK passes over this option where it is the client's.
	found, err := tenant.Users.ListUsersByEmail(ctx, byEmail, option.WithoutRetries())
	tell("look up beyond the limit", found, err)
	narrow := connect(option.WithToken(args.NarrowToken))
	list("list without the scope", narrow, args.User)
	list("list without a token", connect(option.WithToken("none")), args.User)

	if err := json.NewEncoder(os.Stdout).Encode(steps); err != nil {
		panic(err)
	}
}
