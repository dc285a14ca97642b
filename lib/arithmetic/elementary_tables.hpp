// Made by scripts/make-elementary-tables.

#pragma once

namespace actlab::arithmetic {

inline constexpr float eighths_per_unit = 0x1.715476p+3F;

inline constexpr float ln2_eighth_hi = 0x1.62e430p-4F;

inline constexpr float ln2_eighth_lo = -0x1.05c610p-32F;

// (exp(r) - 1 - r) / r^2 for |r| <= ln(2) / 16, highest first
inline constexpr float exp_tail[] = {0x1.555972p-5F, 0x1.555b7ep-3F, 0x1.000000p-1F};

// 2^(j/8) = hi + lo, twice for vectors of 16 lanes.
struct EighthPowers {
  alignas(64) static constexpr float hi[16] = {0x1.000000p+0F, 0x1.172b84p+0F, 0x1.306fe0p+0F, 0x1.4bfdaep+0F,
                                               0x1.6a09e6p+0F, 0x1.8ace54p+0F, 0x1.ae89fap+0F, 0x1.d5818ep+0F,
                                               0x1.000000p+0F, 0x1.172b84p+0F, 0x1.306fe0p+0F, 0x1.4bfdaep+0F,
                                               0x1.6a09e6p+0F, 0x1.8ace54p+0F, 0x1.ae89fap+0F, 0x1.d5818ep+0F};
  alignas(64) static constexpr float lo[16] = {0,
                                               -0x1.c15742p-27F,
                                               0x1.4636e2p-25F,
                                               -0x1.593abcp-25F,
                                               0x1.9fcef4p-26F,
                                               0x1.15506ep-27F,
                                               -0x1.a94b14p-26F,
                                               -0x1.822dbcp-27F,
                                               0,
                                               -0x1.c15742p-27F,
                                               0x1.4636e2p-25F,
                                               -0x1.593abcp-25F,
                                               0x1.9fcef4p-26F,
                                               0x1.15506ep-27F,
                                               -0x1.a94b14p-26F,
                                               -0x1.822dbcp-27F};
};

// 2^(j/8) / sqrt(2 pi) = hi + lo, twice for vectors of 16 lanes.
struct DensityPowers {
  alignas(64) static constexpr float hi[16] = {0x1.988454p-2F, 0x1.bd7da8p-2F, 0x1.e5cfaap-2F, 0x1.08e3f4p-1F,
                                               0x1.20dd76p-1F, 0x1.3b0274p-1F, 0x1.578538p-1F, 0x1.769c94p-1F,
                                               0x1.988454p-2F, 0x1.bd7da8p-2F, 0x1.e5cfaap-2F, 0x1.08e3f4p-1F,
                                               0x1.20dd76p-1F, 0x1.3b0274p-1F, 0x1.578538p-1F, 0x1.769c94p-1F};
  alignas(64) static constexpr float lo[16] = {-0x1.857936p-27F, -0x1.874d84p-27F, 0x1.61d0f4p-27F, -0x1.0309c4p-26F,
                                               -0x1.f7ac92p-26F, 0x1.b4028ep-27F,  0x1.d202cep-27F, 0x1.798c72p-26F,
                                               -0x1.857936p-27F, -0x1.874d84p-27F, 0x1.61d0f4p-27F, -0x1.0309c4p-26F,
                                               -0x1.f7ac92p-26F, 0x1.b4028ep-27F,  0x1.d202cep-27F, 0x1.798c72p-26F};
};

// tanh on halves of octaves from 2^-4: value + t (c1 + c2 t + ...), t = |x| - centre.
struct TanhTable {
  alignas(64) static constexpr float centre[16] = {0,
                                                   0x1.3ff3f2p-4F,
                                                   0x1.bfe512p-4F,
                                                   0x1.4018fcp-3F,
                                                   0x1.bffda6p-3F,
                                                   0x1.400624p-2F,
                                                   0x1.c0023cp-2F,
                                                   0x1.400dfap-1F,
                                                   0x1.c0129cp-1F,
                                                   0x1.3fed1ep+0F,
                                                   0x1.bff09ap+0F,
                                                   0x1.3ff6bcp+1F,
                                                   0x1.c01338p+1F,
                                                   0x1.3ffc3cp+2F,
                                                   0x1.bfe31ep+2F,
                                                   0x1.11b8dap+3F};
  alignas(64) static constexpr float value[16] = {0,
                                                  0x1.3f4dc2p-4F,
                                                  0x1.be1e3cp-4F,
                                                  0x1.3d842ap-3F,
                                                  0x1.b8fac6p-3F,
                                                  0x1.35ff1ep-2F,
                                                  0x1.a5747ap-2F,
                                                  0x1.1bfe2cp-1F,
                                                  0x1.686fb4p-1F,
                                                  0x1.b247a4p-1F,
                                                  0x1.e1f878p-1F,
                                                  0x1.f92486p-1F,
                                                  0x1.ff1174p-1F,
                                                  0x1.fff418p-1F,
                                                  0x1.ffffc8p-1F,
                                                  0x1.fffffep-1F};
  alignas(64) static constexpr float c1[16] = {0,
                                               0x1.fce37ap-1F,
                                               0x1.f9ed26p-1F,
                                               0x1.f3b17cp-1F,
                                               0x1.e84308p-1F,
                                               0x1.d113c4p-1F,
                                               0x1.a944f6p-1F,
                                               0x1.627a08p-1F,
                                               0x1.0242d2p-1F,
                                               0x1.1f4904p-2F,
                                               0x1.d26170p-4F,
                                               0x1.b3ee22p-6F,
                                               0x1.dca8dcp-9F,
                                               0x1.7cfb94p-13F,
                                               0x1.bffff8p-19F,
                                               0x1.3f54a6p-23F};
  alignas(64) static constexpr float c2[16] = {0,
                                               -0x1.3d5d04p-4F,
                                               -0x1.b8d374p-4F,
                                               -0x1.35e260p-3F,
                                               -0x1.a488c0p-3F,
                                               -0x1.19962ap-2F,
                                               -0x1.5e0ff4p-2F,
                                               -0x1.893cd8p-2F,
                                               -0x1.6b9ea8p-2F,
                                               -0x1.e75a32p-3F,
                                               -0x1.b706d8p-4F,
                                               -0x1.ae1728p-6F,
                                               -0x1.dbcb4ap-9F,
                                               -0x1.7d16c6p-13F,
                                               -0x1.c02aa0p-19F,
                                               -0x1.3f5574p-23F};
  alignas(64) static constexpr float c3[16] = {-0x1.55554ep-2F, -0x1.4d12f4p-2F, -0x1.4547f2p-2F, -0x1.351b68p-2F,
                                               -0x1.183b96p-2F, -0x1.c19cecp-3F, -0x1.16dedcp-3F, -0x1.233020p-6F,
                                               0x1.4f395cp-4F,  0x1.bbb34ap-4F,  0x1.01d130p-4F,  0x1.17053ap-6F,
                                               0x1.3c0a42p-9F,  0x1.fbe5dap-14F, 0x1.2ab1cep-19F, 0x1.a9c706p-24F};
  alignas(64) static constexpr float c4[16] = {0,
                                               0x1.a34b3cp-5F,
                                               0x1.20a796p-4F,
                                               0x1.8e4828p-4F,
                                               0x1.04dbcep-3F,
                                               0x1.43d5dep-3F,
                                               0x1.5c26b4p-3F,
                                               0x1.1a5986p-3F,
                                               0x1.f1b0a6p-5F,
                                               -0x1.9b7658p-7F,
                                               -0x1.817680p-6F,
                                               -0x1.07eb56p-7F,
                                               -0x1.399b16p-10F,
                                               -0x1.f72b76p-15F,
                                               -0x1.27fe1cp-20F,
                                               -0x1.a970fcp-25F};
  alignas(64) static constexpr float c5[16] = {0x1.10a2b2p-3F,  0x1.031cc6p-3F,  0x1.ec3626p-4F,  0x1.b73a84p-4F,
                                               0x1.5c1bc8p-4F,  0x1.74b466p-5F,  -0x1.91087ep-8F, -0x1.c3dc98p-5F,
                                               -0x1.e20304p-5F, -0x1.3b0022p-6F, 0x1.e4254ap-9F,  0x1.76e6ccp-9F,
                                               0x1.ee874ap-12F, 0x1.93e87ap-16F, 0x1.dbb36ap-22F, 0x1.546330p-26F};
  alignas(64) static constexpr float c6[16] = {0,
                                               -0x1.d53abap-6F,
                                               -0x1.3f2dc6p-5F,
                                               -0x1.ace6f0p-5F,
                                               -0x1.0b57bep-4F,
                                               -0x1.288b5ap-4F,
                                               -0x1.f8ebcap-5F,
                                               -0x1.8981aap-6F,
                                               0x1.aa272ap-7F,
                                               0x1.eebdf8p-7F,
                                               0x1.105082p-9F,
                                               -0x1.6f8d7ap-11F,
                                               -0x1.483210p-13F,
                                               -0x1.3179aep-17F,
                                               -0x1.689feap-23F,
                                               -0x1.d7a462p-28F};
  alignas(64) static constexpr float c7[16] = {0,
                                               -0x1.938f1cp-5F,
                                               -0x1.703e46p-5F,
                                               -0x1.2a0d26p-5F,
                                               -0x1.6e4ae6p-6F,
                                               -0x1.62e2a4p-15F,
                                               0x1.71d910p-6F,
                                               0x1.e4368ep-6F,
                                               0x1.6b1648p-7F,
                                               -0x1.262430p-8F,
                                               -0x1.00dadap-9F,
                                               0x1.11a22cp-14F,
                                               0x1.5cf454p-15F,
                                               0x1.5263bep-19F,
                                               0x1.8fd8a6p-25F,
                                               0x1.0d0c54p-29F};
};

// ((1 + e)^-2 - 1) / e for 0 <= e <= exp(-4), for e times 2^30, highest first
inline constexpr float tanh_slope_tail[] = {-0x1.eed7acp-89F, 0x1.7fe20ap-59F, -0x1.fffff0p-30F};

inline constexpr float log1p_centre = 0x1.bd5d74p-1F;

// (log(1 + e) - e + e^2 / 2) / (e^3 / 2) in e - log1p_centre for 0 <= e <= 1, highest first
inline constexpr float log1p_tail[] = {-0x1.485348p-8F, -0x1.18c172p-7F, -0x1.607b72p-7F, 0x1.3067d8p-12F,
                                       -0x1.2fe268p-7F, 0x1.245236p-6F,  -0x1.33dcc2p-5F, 0x1.4afed2p-4F,
                                       -0x1.6cdb06p-3F, 0x1.a1fc70p-2F};

// The Mills ratio (1 - Phi(x)) / phi(x) on quarters of octaves of x + 9/8.
struct MillsTable {
  alignas(64) static constexpr float centre[16] = {0x1.fff8c0p-5F, 0x1.ffebe0p-3F, 0x1.ffe376p-2F, 0x1.80ead0p-1F,
                                                   0x1.20048ap+0F, 0x1.a015b0p+0F, 0x1.0fffd2p+1F, 0x1.4ff648p+1F,
                                                   0x1.affbfcp+1F, 0x1.17f94ap+2F, 0x1.57f8c6p+2F, 0x1.980b36p+2F,
                                                   0x1.f7f392p+2F, 0x1.3be154p+3F, 0x1.7beef0p+3F, 0x1.bc1614p+3F};
  alignas(64) static constexpr float value[16] = {0x1.3174a6p+0F, 0x1.09b0bcp+0F, 0x1.c0badcp-1F, 0x1.80ead2p-1F,
                                                  0x1.3ad888p-1F, 0x1.f48360p-2F, 0x1.9c2d00p-2F, 0x1.5cb180p-2F,
                                                  0x1.19d0d0p-2F, 0x1.bec840p-3F, 0x1.710a40p-3F, 0x1.39d700p-3F,
                                                  0x1.001500p-3F, 0x1.9acf00p-4F, 0x1.569700p-4F, 0x1.25a400p-4F};
  alignas(64) static constexpr float excess[16] = {0x1.2174e0p+0F,  0x1.936680p-1F,  0x1.819242p-2F,  0x1.24a80cp-24F,
                                                   -0x1.05308cp-1F, -0x1.22f4d8p+0F, -0x1.b8f464p+0F, -0x1.246018p+1F,
                                                   -0x1.8cc1e2p+1F, -0x1.0a0308p+2F, -0x1.4c7074p+2F, -0x1.8e3c7ep+2F,
                                                   -0x1.eff2eap+2F, -0x1.38abb6p+3F, -0x1.7941c2p+3F, -0x1.b9caccp+3F};
  alignas(64) static constexpr float c1[16] = {-0x1.d9d1f6p-1F, -0x1.7b2cdap-1F, -0x1.1faf14p-1F, -0x1.bd3eb6p-2F,
                                               -0x1.3b8da4p-2F, -0x1.a5003ap-3F, -0x1.2841e8p-3F, -0x1.b32226p-4F,
                                               -0x1.23a066p-4F, -0x1.760b06p-5F, -0x1.024a4ep-5F, -0x1.787332p-6F,
                                               -0x1.f8c5c4p-7F, -0x1.466d12p-7F, -0x1.c758b2p-8F, -0x1.4f1e7cp-8F};
  alignas(64) static constexpr float c2[16] = {0x1.22a64cp-1F,  0x1.b499fcp-2F,  0x1.30eb56p-2F,  0x1.b31a5ap-3F,
                                               0x1.12ac20p-3F,  0x1.3cc2b8p-4F,  0x1.859cbap-5F,  0x1.f95ac8p-6F,
                                               0x1.1e1e22p-6F,  0x1.2db004p-7F,  0x1.5fdb16p-8F,  0x1.ba5ec2p-9F,
                                               0x1.ea72dcp-10F, 0x1.00ef32p-10F, 0x1.2c965ep-11F, 0x1.7c8eecp-12F};
  alignas(64) static constexpr float c3[16] = {-0x1.2fc532p-2F,  -0x1.b0cf52p-3F,  -0x1.19f5cep-3F,  -0x1.779682p-4F,
                                               -0x1.ad6e58p-5F,  -0x1.b43520p-6F,  -0x1.dc22d4p-7F,  -0x1.141540p-7F,
                                               -0x1.0bd6d6p-8F,  -0x1.d66a68p-10F, -0x1.d35460p-11F, -0x1.fdd39ap-12F,
                                               -0x1.d6005cp-13F, -0x1.90bf56p-14F, -0x1.8a3ebap-15F, -0x1.ae09ecp-16F};
  alignas(64) static constexpr float c4[16] = {0x1.192842p-3F,  0x1.7e81f0p-4F,  0x1.d4e35ep-5F,  0x1.25eb2ap-5F,
                                               0x1.33c348p-6F,  0x1.170528p-7F,  0x1.1152b6p-8F,  0x1.1e10f6p-9F,
                                               0x1.e0ee3ep-11F, 0x1.6388e6p-12F, 0x1.2f18bcp-13F, 0x1.206c16p-14F,
                                               0x1.bc8f44p-16F, 0x1.35c246p-17F, 0x1.00e3aap-18F, 0x1.e39cf0p-20F};
  alignas(64) static constexpr float c5[16] = {-0x1.d85c78p-5F,  -0x1.34f0e2p-5F,  -0x1.665dd0p-6F,  -0x1.a93abap-7F,
                                               -0x1.9dad0ap-8F,  -0x1.519076p-9F,  -0x1.2af862p-10F, -0x1.1c3c22p-11F,
                                               -0x1.a6668ep-13F, -0x1.082b32p-14F, -0x1.83f0b2p-16F, -0x1.42e348p-17F,
                                               -0x1.a78454p-19F, -0x1.e11de0p-21F, -0x1.4fe636p-22F, -0x1.109d30p-23F};
  alignas(64) static constexpr float c6[16] = {0x1.6d4d88p-6F,  0x1.cbe08ap-7F,  0x1.fb3670p-8F,  0x1.1f370ap-8F,
                                               0x1.029c20p-9F,  0x1.7fa4dep-11F, 0x1.35954cp-12F, 0x1.0d2976p-13F,
                                               0x1.605352p-15F, 0x1.795cdcp-17F, 0x1.e18cc0p-19F, 0x1.6123e2p-20F,
                                               0x1.865204p-22F, 0x1.6ca702p-24F, 0x1.afcd7ap-26F, 0x1.30025cp-27F};
};

// silu'(-m) = s (first + s (...)) for s = m - zero, |s| <= 1/4, zero = hi + lo; quotient highest first.
struct SiluZero {
  static constexpr float hi = 0x1.474974p+0F;
  static constexpr float lo = -0x1.bdf6fap-27F;
  static constexpr float first = -0x1.be1410p-3F;
  static constexpr float first_lo = -0x1.1814a0p-29F;
  static constexpr float lo_times_first = 0x1.848b9ep-29F;
  static constexpr float quotient[] = {-0x1.a04720p-11F, 0x1.33f4ecp-13F, 0x1.b0f5c6p-8F,
                                       -0x1.f2d636p-7F,  -0x1.353eb4p-6F, 0x1.2c5636p-3F};
};

// mish'(-m) = s (first + s (...)) for s = m - zero, |s| <= 1/4, zero = hi + lo; quotient highest first.
struct MishZero {
  static constexpr float hi = 0x1.31432cp+0F;
  static constexpr float lo = 0x1.a25b08p-29F;
  static constexpr float first = -0x1.115accp-2F;
  static constexpr float first_lo = 0x1.7b5fe8p-27F;
  static constexpr float lo_times_first = -0x1.beb774p-31F;
  static constexpr float quotient[] = {-0x1.2595e0p-10F, -0x1.aa3caep-9F, 0x1.033a3cp-6F,
                                       -0x1.4c308ap-6F,  -0x1.574f16p-5F, 0x1.a34a28p-3F};
};

inline constexpr float two_over_pi = 0x1.45f306p-1F;

inline constexpr float half_pi_parts[] = {0x1.921fb6p+0F, -0x1.777a5cp-25F, -0x1.ee59dap-50F};

// (sin(r) - r) / r^3 in r^2 for |r| <= pi/4, highest first
inline constexpr float sine_tail[] = {0x1.6dbbeep-19F, -0x1.a013a2p-13F, 0x1.11110ep-7F, -0x1.555556p-3F};

// (cos(r) - 1 + r^2 / 2) / r^4 in r^2 for |r| <= pi/4, highest first
inline constexpr float cosine_tail[] = {-0x1.2522e6p-22F, 0x1.a015c0p-16F, -0x1.6c16c0p-10F, 0x1.555556p-5F};

}  // namespace actlab::arithmetic
