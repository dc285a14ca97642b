#include "activation/table.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "actlab/error.hpp"
#include "network/kernels.hpp"
#include "network/reference.hpp"

using namespace actlab;

namespace {

// f(z) and f'(z) of an elementwise row with its default parameters, by the kernel that training uses.
struct ValueAndSlope {
  double value;
  double slope;
};

template <class T>
ValueAndSlope evaluate(std::size_t row, double z) {
  const Kernels<T>& code = kernels<T>(arithmetic::best_target());
  std::vector<T> parameters;
  for (const ActivationParameter& parameter : activations()[row].parameters) {
    parameters.push_back(static_cast<T>(parameter.default_value));
  }
  alignas(64) T in[16], out[16], ones[16], slope[16];
  for (std::size_t i = 0; i < code.lanes; ++i) {
    in[i] = static_cast<T>(z);
    ones[i] = 1;
  }
  code.activations[row].forward(parameters.data(), in, out, 1, 1);
  code.activations[row].backward(parameters.data(), in, out, ones, slope, 1, 1);
  return {static_cast<double>(out[0]), static_cast<double>(slope[0])};
}

std::size_t row_of(std::string_view name) { return parse_activation(name, "test").index; }

}  // namespace

TEST_CASE("Every elementwise activation and its derivative agree with the formula") {
  for (std::size_t row = 0; row < activations().size(); ++row) {
    const ActivationInfo& info = activations()[row];
    if (info.kind != ActivationKind::elementwise) continue;
    CAPTURE(info.name);
    const auto reference = test::reference_activation(std::string(info.name));
    for (double z = -20; z <= 20; z += 0.0937) {
      CAPTURE(z);
      const ValueAndSlope wide = evaluate<double>(row, z);
      CHECK(wide.value == Approx(reference.value(z)).epsilon(1e-13).margin(1e-300));
      CHECK(wide.slope == Approx(reference.slope(z)).epsilon(1e-11).margin(1e-14));
      const ValueAndSlope narrow = evaluate<float>(row, z);
      CHECK(narrow.value == Approx(reference.value(static_cast<float>(z))).epsilon(1e-6).margin(1e-37));
      CHECK(narrow.slope == Approx(reference.slope(static_cast<float>(z))).epsilon(3e-6).margin(3e-7));
      CHECK(wide.value >= info.low);
      CHECK(wide.value <= info.high);
    }
  }
}

TEST_CASE("Derivatives at the kink follow PyTorch's convention") {
  CHECK(evaluate<float>(row_of("relu"), 0).slope == 0);
  CHECK(evaluate<float>(row_of("leaky_relu"), 0).slope == static_cast<double>(0.01F));
  CHECK(evaluate<float>(row_of("elu"), 0).slope == 1);
}

TEST_CASE("Known constants of the activations") {
  CHECK(evaluate<double>(row_of("mish"), 1).value == Approx(0.865098388267310346).epsilon(1e-15));
  CHECK(evaluate<double>(row_of("silu"), 1).value == Approx(0.731058578630004879).epsilon(1e-15));
  CHECK(evaluate<double>(row_of("gelu"), 1).value == Approx(0.841344746068542949).epsilon(1e-15));
  CHECK(evaluate<double>(row_of("softplus"), 0).value == Approx(std::log(2.0)).epsilon(1e-15));
  CHECK(evaluate<double>(row_of("silu"), -1.278464542761074).value == Approx(-0.2784645427610738).epsilon(1e-15));
  CHECK(evaluate<double>(row_of("silu"), -1.278464542761074).slope == Approx(0).margin(1e-15));
  CHECK(evaluate<double>(row_of("mish"), -1.192431214515495).value == Approx(-0.3088434130172504).epsilon(1e-15));
  CHECK(evaluate<double>(row_of("gelu"), -0.7517915246935645).value == Approx(-0.1699712074799037).epsilon(1e-15));
}

TEST_CASE("Far from zero activations reach their limits and never NaN") {
  for (std::size_t row = 0; row < activations().size(); ++row) {
    const ActivationInfo& info = activations()[row];
    if (info.kind != ActivationKind::elementwise) continue;
    for (const double z : {-1e30, -1000.0, -100.0, 100.0, 1000.0, 1e30}) {
      CAPTURE(info.name, z);
      CHECK(std::isfinite(evaluate<float>(row, z).value));
      CHECK(std::isfinite(evaluate<float>(row, z).slope));
    }
    CHECK(std::isnan(evaluate<float>(row, std::numeric_limits<double>::quiet_NaN()).value));
  }
}

TEST_CASE("Softmax rows sum to one, also where exponentials would overflow") {
  const auto& code = kernels<float>(arithmetic::best_target());
  std::vector<float> parameters;
  alignas(64) float z[3 * 16], a[3 * 16];
  for (std::size_t i = 0; i < code.lanes; ++i) {
    z[i] = 1000;
    z[code.lanes + i] = 999;
    z[2 * code.lanes + i] = -1000;
  }
  code.activations[row_of("softmax")].forward(parameters.data(), z, a, 1, 3);
  CHECK(a[0] + a[code.lanes] + a[2 * code.lanes] == Approx(1));
  CHECK(a[0] / a[code.lanes] == Approx(std::exp(1.0)));
}

TEST_CASE("Names, aliases and parameters are read, and wrong ones refused with what is near") {
  CHECK(parse_activation("swish", "t").text() == "silu");
  CHECK(parse_activation("linear", "t").text() == "identity");
  CHECK(parse_activation("leaky_relu:0.2", "t").text() == "leaky_relu:slope=0.2");
  CHECK(parse_activation("maxout", "t").pieces() == 2);
  CHECK(parse_activation("maxout:4", "t").pieces() == 4);
  CHECK_THROWS_WITH(parse_activation("sigmod", "t"),
                    "t: unknown activation 'sigmod'; did you mean sigmoid? 'actlab list activations' shows all");
  CHECK_THROWS_WITH(parse_activation("maxout:2.5", "t"),
                    "t: maxout: pieces is '2.5'; it must be a whole number from 2 to 64");
  CHECK_THROWS_WITH(parse_activation("elu:beta=1", "t"), "t: elu has no such parameter; it takes alpha");
}
