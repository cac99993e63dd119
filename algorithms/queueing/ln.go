package queueing

import "math"

// ln 2 in two parts, the first exact in products with small integers, and the
// minimax polynomial of (ln(1+f) - 2s)/s with s = f/(2+f).
//
// Source: FreeBSD msun e_log.c (Sun Microsystems, 1993).
const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
	lnPoly1 = 6.666666666666735130e-01
	lnPoly2 = 3.999999999940941908e-01
	lnPoly3 = 2.857142874366239149e-01
	lnPoly4 = 2.222219843214978396e-01
	lnPoly5 = 1.818357216161805012e-01
	lnPoly6 = 1.531383769920937332e-01
	lnPoly7 = 1.479819860511658591e-01
)

// ln returns the natural logarithm of a finite x > 0, within 1e-15 relative of the
// true value and bit for bit the same on every processor, which math.Log is not.
// Other x answer NaN.
func ln(x float64) float64 {
	if !(x > 0 && x <= math.MaxFloat64) {
		return math.NaN()
	}
	f, k := split(x)
	f--
	s := f / (2 + f)
	s2 := float64(s * s)
	s4 := float64(s2 * s2)
	odd := lnPoly5 + float64(s4*lnPoly7)
	odd = lnPoly3 + float64(s4*odd)
	odd = float64(s2 * (lnPoly1 + float64(s4*odd)))
	even := lnPoly4 + float64(s4*lnPoly6)
	even = float64(s4 * (lnPoly2 + float64(s4*even)))
	half := float64(float64(0.5*f) * f)
	low := float64(s*(half+odd+even)) + float64(k*ln2Low)
	return float64(k*ln2High) - ((half - low) - f)
}

// split returns m and k with x = m·2^k and sqrt(1/2) <= m < sqrt(2), by exact
// multiplications.
func split(x float64) (m, k float64) {
	up := [...]float64{0x1p512, 0x1p256, 0x1p128, 0x1p64, 0x1p32, 0x1p16, 0x1p8, 0x1p4, 0x1p2, 0x1p1}
	down := [...]float64{0x1p-512, 0x1p-256, 0x1p-128, 0x1p-64, 0x1p-32, 0x1p-16, 0x1p-8, 0x1p-4, 0x1p-2, 0x1p-1}
	step := 512.0
	if x < 0x1p-1022 { // denormal: lift it into the normal range first
		x, k = x*0x1p54, -54
	}
	for i := range up {
		if x >= up[i] {
			x, k = x*down[i], k+step
		}
		if x < down[i] {
			x, k = x*up[i], k-step
		}
		step /= 2
	}
	for x < math.Sqrt2/2 {
		x, k = x*2, k-1
	}
	for x >= math.Sqrt2 {
		x, k = x/2, k+1
	}
	return x, k
}
