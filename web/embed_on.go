//go:build embedpage

package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// embedded is the page inside the binary, as it was in web/dist when the binary was built.
func embedded() (fs.FS, bool) {
	page, err := fs.Sub(dist, "dist")
	return page, err == nil
}
