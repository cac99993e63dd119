//go:build !js

package app_test

import (
	"os"
	"testing"

	"github.com/kookmin-msa-study/msalab/visual/displaytest"
)

func TestMain(m *testing.M) {
	os.Exit(displaytest.Run(m))
}
