package linearizable

import "testing"

// FuzzHistory lets bytes choose every event and every answer of a short history: the verdict
// is porcupine's throughout, and every violation is explained.
func FuzzHistory(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0, 1, 0, 1, 17, 33, 2, 18, 0x42, 0x13, 9, 1, 2, 3})
	f.Add([]byte{0, 3, 1, 3, 1, 2, 1, 2, 1, 2, 4, 5, 6})
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 24 {
			raw = raw[:24]
		}
		h, open, next, endless := []event{}, []event{}, int64(0), 0
		for _, b := range raw {
			act, arg := b%6, int64(b/6)
			if act < 2 && len(open) < 7 || len(open) == 0 {
				next++
				e := event{begins, next, []Kind{Write, Read}[act%2], next}
				if endless == 7 {
					e.kind = Read // each write without an end doubles what porcupine must search
				}
				if e.kind == Write {
					endless++
				}
				h, open = append(h, e), append(open, e)
				continue
			}
			i := int(arg) % len(open)
			e := open[i]
			e.what = []int{ends, ends, ends, ends, isLost, isRefused}[act]
			if e.kind == Write && e.what != isLost {
				endless--
			}
			e.value = arg / int64(len(open)) % (next + 2) // 0, written, or not
			h, open = append(h, e), append(open[:i:i], open[i+1:]...)
		}
		told(t, h, search)
	})
}

// FuzzReports lets bytes report whatever they like, of ids and values that make no
// sense: an error or a verdict, but never a panic, and a refused report changes nothing.
func FuzzReports(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 250, 0, 17, 99})
	f.Add([]byte{0, 1, 2, 0, 1, 1, 2, 1, 2, 3, 1, 1, 4, 2, 2})
	f.Fuzz(func(t *testing.T, raw []byte) {
		var k Keys[int8]
		for ; len(raw) >= 3; raw = raw[3:] {
			key, id, value := int8(raw[0]>>6), int64(raw[1]%8)-1, int64(int8(raw[2]))
			was := k.register(key).events
			var err error
			switch raw[0] % 5 {
			case 0, 1:
				err = k.Begin(key, id, Kind(raw[0]>>2%6), value, -value)
			case 2:
				_, err = k.End(key, id, value, value)
			case 3:
				err = k.Lost(key, id)
			case 4:
				_, err = k.Refused(key, id)
			}
			if r := k.register(key); err != nil && r.events != was {
				t.Fatal("an error, and yet it counts")
			}
		}
		for i := -1; i <= k.Len(); i++ {
			k.At(i)
		}
		k.Broken()
	})
}
