//go:build tools

// Package tools keeps the engine among the requirements of go.mod when "go mod tidy" runs: nothing else here imports it.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
