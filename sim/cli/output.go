package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/kookmin-msa-study/msalab/sim"
)

// output is where a command writes: standard output, or a file that appears whole
// or not at all.
type output struct {
	io.Writer
	path string   // the file to appear; "" for standard output
	file *os.File // what is written until then
}

// openOutput opens path, or takes out when path is "". A file that will not be
// writable in the end is an error now, before a long run. Only ordinary files are
// replaced: never a device, a folder or a symbolic link.
func openOutput(path string, out io.Writer) (*output, error) {
	if path == "" {
		return &output{Writer: out}, nil
	}
	o := &output{path: path}
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return nil, sim.BadInput("cannot write %q: it is not an ordinary file; give --out a file name", path)
	}
	file, err := createBeside(path)
	if err != nil {
		return nil, o.explain(err)
	}
	o.Writer, o.file = file, file
	return o, nil
}

// createBeside makes a fresh file in the folder of path, with the rights that path
// itself would get: os.CreateTemp makes files that only their owner reads.
func createBeside(path string) (file *os.File, err error) {
	const tries = 100 // names that killed runs left behind are passed over
	for i := range tries {
		file, err = os.OpenFile(fmt.Sprintf("%s.%d.part", path, i), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, os.ErrExist) {
			break
		}
	}
	return file, err
}

// commit lets the file appear under its name.
func (o *output) commit() error {
	if o.file == nil {
		return nil
	}
	temp := o.file.Name()
	err := o.file.Sync()
	if closing := o.file.Close(); err == nil {
		err = closing
	}
	o.file = nil
	if err == nil {
		err = os.Rename(temp, o.path)
	}
	if err != nil {
		_ = os.Remove(temp)
	}
	return o.explain(err)
}

// discard removes what was not committed.
func (o *output) discard() {
	if o.file != nil {
		_ = o.file.Close()
		_ = os.Remove(o.file.Name())
		o.file = nil
	}
}

// explain says which file could not be written, and why. Other errors pass.
func (o *output) explain(err error) error {
	var inFile *os.PathError
	var inName *os.LinkError
	switch {
	case o.path == "":
		return err
	case errors.As(err, &inFile):
		err = inFile.Err
	case errors.As(err, &inName):
		err = inName.Err
	default:
		return err
	}
	return sim.BadInput("cannot write %q: %v", o.path, err)
}
