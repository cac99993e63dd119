//go:build !embedpage

package web

import "io/fs"

// embedded is the page inside the binary; this binary was built without the tag embedpage and has none.
func embedded() (fs.FS, bool) { return nil, false }
