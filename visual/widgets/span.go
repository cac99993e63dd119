package widgets

import "math"

// zeroPart is the part of a logarithmic bar that belongs to the value 0.
const zeroPart = 0.06

// span is the range of a slider and the way its values lie on the bar.
type span struct {
	min, max, step int64
	log            bool
}

func spanOf(it *Item) span {
	s := span{min: it.Min, max: max(it.Max, it.Min), step: max(it.Step, 1), log: it.Log}
	if s.min < 0 {
		s.log = false // ratios need one sign
	}
	return s
}

// low is the least value that has a logarithm, and whether 0 lies before it.
func (s span) low() (low int64, zero bool) {
	if s.min > 0 {
		return s.min, false
	}
	return s.step, true
}

// part returns where a value lies, from 0 to 1.
func (s span) part(value int64) float64 {
	if s.max <= s.min {
		return 0
	}
	value = s.clamp(value)
	if !s.log {
		return (float64(value) - float64(s.min)) / (float64(s.max) - float64(s.min))
	}
	low, zero := s.low()
	if value < low || s.max <= low {
		if value <= s.min {
			return 0
		}
		return 1
	}
	part := math.Log(float64(value)/float64(low)) / math.Log(float64(s.max)/float64(low))
	if zero {
		return zeroPart + (1-zeroPart)*part
	}
	return part
}

// at returns the value at a part of the bar: a step of the range, or on a
// logarithmic bar a number of two significant digits.
func (s span) at(part float64) int64 {
	switch {
	case !(part > 0):
		return s.min
	case part >= 1:
		return s.max
	case !s.log:
		steps := math.Round(part * (float64(s.max) - float64(s.min)) / float64(s.step))
		return s.clamp(s.min + int64(steps)*s.step)
	}
	low, zero := s.low()
	if zero {
		if part < zeroPart/2 {
			return 0
		}
		part = max(0, part-zeroPart) / (1 - zeroPart)
	}
	if s.max <= low {
		return s.max
	}
	value := float64(low) * math.Pow(float64(s.max)/float64(low), part)
	return max(s.clamp(s.whole(twoDigits(value))), low)
}

// next returns the value one press of an arrow key away, dir -1 or +1: a step,
// or on a logarithmic bar the next of 1, 2, 5, 10, 20, 50 and so on.
func (s span) next(value int64, dir int) int64 {
	value = s.clamp(value)
	if !s.log {
		if dir > 0 {
			return value + min(s.step, s.max-value)
		}
		return value - min(s.step, value-s.min)
	}
	low, zero := s.low()
	switch {
	case value < low && dir > 0:
		return s.clamp(low)
	case value <= low && dir < 0:
		return s.min
	}
	to := s.clamp(s.whole(oneTwoFive(value, dir)))
	if to == value {
		to = s.clamp(value + int64(dir)*s.step)
	}
	if zero && to < low {
		return 0
	}
	return to
}

func (s span) clamp(value int64) int64 { return min(max(value, s.min), s.max) }

// whole rounds to a multiple of the step.
func (s span) whole(value int64) int64 {
	if s.step <= 1 || value < s.step {
		return value
	}
	return (value + s.step/2) / s.step * s.step
}

// twoDigits rounds a number of zero or more to two significant digits.
func twoDigits(value float64) int64 {
	unit := 1.0
	for value/unit >= 99.5 {
		unit *= 10
	}
	return int64(math.Min(math.Round(value/unit)*unit, math.MaxInt64/2))
}

// oneTwoFive returns the nearest number above or below a positive one that is
// 1, 2 or 5 times a power of ten.
func oneTwoFive(value int64, dir int) int64 {
	unit := int64(1)
	for value/unit >= 10 {
		unit *= 10
	}
	series := [...]int64{1, 2, 5, 10}
	if dir > 0 {
		for _, lead := range series {
			if to := lead * unit; to > value {
				return to
			}
		}
	}
	for i := len(series) - 1; i >= 0; i-- {
		if to := series[i] * unit; to < value {
			return to
		}
	}
	return value / 2
}
