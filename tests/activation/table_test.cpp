#include "activation/table.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>

#include "activation/accuracy.hpp"
#include "activation/accuracy_table.hpp"
#include "actlab/error.hpp"
#include "text/strings.hpp"

using namespace actlab;
using test::accuracy_of;
using test::evaluate;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

template <class T>
double value_at(std::string_view activation, double x) {
  return static_cast<double>(evaluate<T>(parse_activation(activation, "t"), {static_cast<T>(x)}).value[0]);
}

template <class T>
double slope_at(std::string_view activation, double x) {
  return static_cast<double>(evaluate<T>(parse_activation(activation, "t"), {static_cast<T>(x)}).slope[0]);
}

bool on_its_own(const ActivationInfo& row) {
  return row.kind == ActivationKind::elementwise || row.kind == ActivationKind::sloped;
}

// One row of a layer of the given width through an activation, in double: lane 0 of z is `z`.
std::vector<double> layer_of(std::string_view activation, const std::vector<double>& z, std::size_t width) {
  const ActivationSpec spec = parse_activation(activation, "t");
  const ActivationKernels<double>& kernels = activation_kernels<double>(arithmetic::best_target());
  arithmetic::AlignedVector<double> in(z.size() * kernels.lanes), out(spec.units(width) * kernels.lanes);
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = z[i / kernels.lanes];
  ActivationCall<double> call;
  call.parameters = spec.parameters.data();
  call.rows = 1;
  call.width = width;
  kernels.of(spec).forward(call, in.data(), out.data());
  std::vector<double> a;
  for (std::size_t i = 0; i < out.size(); i += kernels.lanes) a.push_back(out[i]);
  return a;
}

}  // namespace

TEST_CASE("The table has every activation that the design names, each under one name") {
  std::set<std::string_view> names;
  for (const ActivationInfo& row : activations()) {
    CHECK(names.insert(row.name).second);
    for (const std::string& alias : text::words(row.aliases)) {
      CAPTURE(alias);
      CHECK(activations()[*find_activation(alias)].name == row.name);
    }
    CHECK(!row.formula.empty());
    CHECK(!row.derivative.empty());
    CHECK(!row.citation.empty());
  }
  for (const char* name :
       {"identity",    "step",           "sigmoid",    "tanh",       "relu",      "leaky_relu",   "prelu",
        "rrelu",       "relu6",          "elu",        "selu",       "celu",      "gelu",         "gelu_tanh",
        "silu",        "mish",           "softplus",   "softsign",   "hard_tanh", "hard_sigmoid", "hard_swish",
        "log_sigmoid", "tanhshrink",     "softshrink", "hardshrink", "threshold", "exponential",  "squareplus",
        "sparse_plus", "sparse_sigmoid", "arctan",     "gaussian",   "sine",      "snake",        "bent_identity",
        "lecun_tanh",  "crelu",          "maxout",     "glu",        "reglu",     "geglu",        "swiglu",
        "softmax",     "log_softmax",    "sparsemax"}) {
    CAPTURE(name);
    CHECK(names.contains(name));
  }
}

TEST_CASE("Every elementwise activation and derivative is within 3 ulp of MPFR on [-20, 20], float and double") {
  for (const ActivationInfo& row : activations()) {
    if (!on_its_own(row)) continue;
    const ActivationSpec activation = parse_activation(row.name, "t");
    const test::Accuracy narrow = accuracy_of<float>(activation, 20'000);
    const test::Accuracy wide = accuracy_of<double>(activation, 20'000);
    CAPTURE(row.name, narrow.value_at, narrow.slope_at, wide.value_at, wide.slope_at);
    CHECK(narrow.value <= 3);
    CHECK(narrow.slope <= 3);
    CHECK(wide.value <= 3);
    CHECK(wide.slope <= 3);
  }
}

TEST_CASE("The accuracy table of the activations' README is what is measured") {
  std::ifstream file(std::string(ACTLAB_SOURCE_DIR) + "/lib/activation/README.md");
  const std::string readme{std::istreambuf_iterator<char>(file), {}};
  CHECK(readme.find(test::accuracy_table()) != std::string::npos);
}

TEST_CASE("Derivatives at the kinks follow PyTorch's convention") {
  CHECK(slope_at<float>("relu", 0) == 0);
  CHECK(slope_at<float>("leaky_relu", 0) == static_cast<double>(0.01F));
  CHECK(slope_at<float>("elu", 0) == 1);
  CHECK(slope_at<double>("elu:2", 0) == 2);
  CHECK(slope_at<double>("selu", 0) == Approx(1.0507009873554805 * 1.6732632423543772).epsilon(1e-15));
  CHECK(slope_at<float>("relu6", 0) == 0);
  CHECK(slope_at<float>("relu6", 6) == 0);
  CHECK(slope_at<float>("hard_tanh", 1) == 0);
  CHECK(slope_at<float>("hard_tanh", -1) == 0);
  CHECK(slope_at<float>("hard_sigmoid", 3) == 0);
  CHECK(slope_at<float>("hard_sigmoid", -3) == 0);
  CHECK(slope_at<float>("hard_swish", -3) == -0.5);
  CHECK(slope_at<float>("hard_swish", 3) == 1);
  CHECK(slope_at<float>("softshrink", 0.5) == 0);
  CHECK(slope_at<float>("hardshrink", 0.5) == 0);
  CHECK(slope_at<float>("threshold", 1) == 0);
  CHECK(slope_at<float>("prelu", 0) == 0.25);
}

TEST_CASE("Known constants of the activations") {
  const auto value = [](const char* name, double x) { return value_at<double>(name, x); };
  CHECK(value("mish", 1) == Approx(0.865098388267310346).epsilon(1e-15));
  CHECK(value("silu", 1) == Approx(0.731058578630004879).epsilon(1e-15));
  CHECK(value("gelu", 1) == Approx(0.841344746068542949).epsilon(1e-15));
  CHECK(value("gelu_tanh", 1) == Approx(0.841191990608276705).epsilon(1e-15));
  CHECK(value("softplus", 0) == Approx(std::log(2.0)).epsilon(1e-15));
  CHECK(value("lecun_tanh", 1) == Approx(0.999997255922).epsilon(1e-11));
  CHECK(slope_at<double>("lecun_tanh", 0) == Approx(1.143933333333).epsilon(1e-11));
  struct Minimum {
    const char* name;
    double place;
    double value;
  };
  for (const Minimum& m : {Minimum{"silu", -1.278464542761074, -0.2784645427610738},
                           {"gelu", -0.7517915246935645, -0.1699712074799037},
                           {"gelu_tanh", -0.7524614220710163, -0.1700407505712541},
                           {"mish", -1.192431214515495, -0.3088434130172504},
                           {"hard_swish", -1.5, -0.375}}) {
    CAPTURE(m.name);
    CHECK(value(m.name, m.place) == Approx(m.value).epsilon(1e-15));
    CHECK(slope_at<double>(m.name, m.place) == Approx(0).margin(1e-15));
    CHECK(parse_activation(m.name, "t").info().low == Approx(m.value).epsilon(1e-15));
  }
  CHECK(slope_at<double>("gelu", std::sqrt(2.0)) == Approx(1.12890414519).epsilon(1e-11));
  CHECK(slope_at<double>("silu", 2.39935728052) == Approx(1.09983932013).epsilon(1e-11));
  CHECK(slope_at<double>("mish", 1.49057117949) == Approx(1.08849816125).epsilon(1e-11));
  CHECK(std::abs(value("gelu", 2.698941386) - value("gelu_tanh", 2.698941386)) == Approx(4.732355e-4).epsilon(1e-6));
}

TEST_CASE("Values stay in the range that the table gives") {
  for (const ActivationInfo& row : activations()) {
    if (!on_its_own(row)) continue;
    for (double x = -30; x <= 30; x += 0.0371) {
      CAPTURE(row.name, x);
      const double value = value_at<double>(row.name, x);
      CHECK(value >= row.low * (row.low < 0 ? 1 + 1e-15 : 1));
      CHECK(value <= row.high);
    }
  }
}

TEST_CASE("Far from zero activations reach their limits and never NaN; NaN stays NaN") {
  for (const ActivationInfo& row : activations()) {
    if (!on_its_own(row)) continue;
    for (const double z : {-1e30, -1000.0, -100.0, 100.0, 1000.0, 1e30}) {
      CAPTURE(row.name, z);
      const bool overflows = row.name == "exponential" && z > 88;
      CHECK(std::isfinite(value_at<float>(row.name, z)) == !overflows);
      CHECK(std::isfinite(slope_at<float>(row.name, z)) == !overflows);
    }
    CHECK(std::isnan(value_at<float>(row.name, std::numeric_limits<double>::quiet_NaN())));
    CHECK(std::isnan(value_at<double>(row.name, std::numeric_limits<double>::quiet_NaN())));
  }
}

TEST_CASE("At infinity values and slopes are their limits; those of sine and snake, which have none, are NaN") {
  for (const ActivationInfo& row : activations()) {
    if (!on_its_own(row)) continue;
    const bool waves = row.name == "sine" || row.name == "snake";
    for (const double z : {-infinity, infinity}) {
      CAPTURE(row.name, z);
      CHECK(std::isnan(value_at<float>(row.name, z)) == waves);
      CHECK(std::isnan(slope_at<float>(row.name, z)) == waves);
      CHECK(std::isnan(value_at<double>(row.name, z)) == waves);
      CHECK(std::isnan(slope_at<double>(row.name, z)) == waves);
    }
  }
  CHECK(value_at<float>("squareplus", infinity) == infinity);
  CHECK(value_at<float>("squareplus", -infinity) == 0);
  CHECK(slope_at<float>("bent_identity", -infinity) == 0.5);
  CHECK(value_at<float>("lecun_tanh", infinity) == Approx(1.7159));
  CHECK(value_at<float>("tanhshrink", -infinity) == -infinity);
  CHECK(value_at<float>("step", -infinity) == 0);
}

TEST_CASE("Activations of a whole layer are probabilities, also where exponentials would overflow") {
  const std::vector<double> softmax = layer_of("softmax", {1000, 999, -1000}, 3);
  CHECK(softmax[0] + softmax[1] + softmax[2] == Approx(1));
  CHECK(softmax[0] / softmax[1] == Approx(std::exp(1.0)));
  const std::vector<double> logs = layer_of("log_softmax", {1000, 999, -1000}, 3);
  CHECK(logs[0] == Approx(std::log(softmax[0])));
  CHECK(logs[2] == Approx(-2000.3132616875182));
  const std::vector<double> sparse = layer_of("sparsemax", {0.1, 1.1, 0.9, -3}, 4);
  CHECK(sparse[0] == 0);
  CHECK(sparse[1] == Approx(0.6));
  CHECK(sparse[2] == Approx(0.4));
  CHECK(sparse[3] == 0);
}

TEST_CASE("Two-piece, pooled and gated activations change a layer's fan-in and fan-out") {
  CHECK(layer_of("crelu", {2, -3}, 2) == std::vector<double>{2, 0, 0, 3});
  CHECK(layer_of("maxout:3", {1, 5, 2, -1, -4, -2}, 2) == std::vector<double>{5, -1});
  CHECK(layer_of("reglu", {2, 3, 4, -1}, 2) == std::vector<double>{6, 0});
  CHECK(layer_of("glu", {2, 0}, 1) == std::vector<double>{1});
  CHECK(layer_of("swiglu", {3, 1}, 1)[0] == Approx(3 * 0.731058578630004879));
  CHECK(layer_of("geglu", {3, 1}, 1)[0] == Approx(3 * 0.841344746068542949));
  CHECK(parse_activation("crelu", "t").units(8) == 16);
  CHECK(parse_activation("glu", "t").pre_activations(8) == 16);
  CHECK(parse_activation("maxout:4", "t").pre_activations(8) == 32);
}

TEST_CASE("prelu learns a slope a layer or a unit; rrelu's mean is used outside of training") {
  CHECK(parse_activation("prelu", "t").learned(8) == std::vector<double>{0.25});
  CHECK(parse_activation("prelu:slope=0.1:shared=off", "t").learned(3) == std::vector<double>(3, 0.1));
  CHECK(parse_activation("prelu:shared=off", "t").text() == "prelu:shared=off");
  CHECK(parse_activation("relu", "t").learned(8).empty());
  CHECK(value_at<double>("rrelu", -1) == Approx(-(0.125 + 1.0 / 3) / 2));
  CHECK(value_at<double>("rrelu:0.1:0.3", -1) == Approx(-0.2));
}

TEST_CASE("Names, aliases and parameters are read, and wrong ones refused with what is near") {
  CHECK(parse_activation("swish", "t").text() == "silu");
  CHECK(parse_activation("linear", "t").text() == "identity");
  CHECK(parse_activation("leaky_relu:0.2", "t").text() == "leaky_relu:slope=0.2");
  CHECK_THROWS_WITH(parse_activation("sigmod", "t"),
                    "t: unknown activation 'sigmod'; did you mean sigmoid? 'actlab list activations' shows all");
  CHECK_THROWS_WITH(parse_activation("maxout:2.5", "t"),
                    "t: maxout: pieces is '2.5'; it must be a whole number from 2 to 64");
  CHECK_THROWS_WITH(parse_activation("prelu:shared=maybe", "t"), "t: prelu: shared is 'maybe'; it must be on or off");
  CHECK_THROWS_WITH(parse_activation("elu:beta=1", "t"), "t: elu has no such parameter; it takes alpha");
  CHECK_THROWS_WITH(parse_activation("rrelu:0.5:0.1", "t"), "t: rrelu: lower is above upper; exchange them");
}

TEST_CASE("A slash stands between layers where it cannot divide") {
  using Layers = std::vector<std::string>;
  CHECK(split_layers("relu") == Layers{"relu"});
  CHECK(split_layers("sigmoid/relu/relu") == Layers{"sigmoid", "relu", "relu"});
  CHECK(split_layers("leaky_relu:0.1/swish") == Layers{"leaky_relu:0.1", "swish"});
  CHECK(split_layers("x/(1+abs(x))") == Layers{"x/(1+abs(x))"});
  CHECK(split_layers("tanh(x)/relu(x)") == Layers{"tanh(x)/relu(x)"});
  CHECK(split_layers("x/(1+abs(x))/relu") == Layers{"x/(1+abs(x))", "relu"});
  CHECK(split_layers("soft=x/(1+abs(x))/cube=x^3/2") == Layers{"soft=x/(1+abs(x))", "cube=x^3/2"});
  CHECK(split_layers("where(x/2>0,x,0)/tanh") == Layers{"where(x/2>0,x,0)", "tanh"});
  CHECK(split_layers("x*b/2;b=1") == Layers{"x*b/2;b=1"});
  CHECK(split_layers("relu/rleu") == Layers{"relu", "rleu"});
}
