#include "activation/formula.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "activation/evaluate.hpp"
#include "actlab/error.hpp"
#include "arithmetic/philox.hpp"

using namespace actlab;

namespace {

std::vector<double> grid() {
  std::vector<double> x;
  for (double z = -6; z <= 6; z += 0.0391) x.push_back(z);
  return x;
}

struct Known {
  const char* text;
  double (*value)(double);
  double (*slope)(double);
};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

Error error_of(std::string_view text) {
  try {
    const Formula formula(text, "t");
  } catch (const Error& error) {
    return error;
  }
  return {ErrorKind::usage, {}, "no error"};
}

}  // namespace

TEST_CASE("Formulas have the value and the exact derivative of what they say") {
  const Known formulas[] = {
      {"x*sigmoid(1.5*x)", [](double x) { return x * sigmoid(1.5 * x); },
       [](double x) { return sigmoid(1.5 * x) + 1.5 * x * sigmoid(1.5 * x) * sigmoid(-1.5 * x); }},
      {"mine=where(x>0, x, 0.1*sin(x))", [](double x) { return x > 0 ? x : 0.1 * std::sin(x); },
       [](double x) { return x > 0 ? 1 : 0.1 * std::cos(x); }},
      {"x^3 - 2*x^2 + x/4 - 7", [](double x) { return x * x * x - 2 * x * x + x / 4 - 7; },
       [](double x) { return 3 * x * x - 4 * x + 0.25; }},
      {"2^-x", [](double x) { return std::exp2(-x); }, [](double x) { return -std::log(2.0) * std::exp2(-x); }},
      {"x^-2", [](double x) { return 1 / (x * x); }, [](double x) { return -2 / (x * x * x); }},
      {"-x^2", [](double x) { return -x * x; }, [](double x) { return -2 * x; }},
      {"1/(1+exp(-x))", sigmoid, [](double x) { return sigmoid(x) * sigmoid(-x); }},
      {"max(0,x)", [](double x) { return x > 0 ? x : 0; }, [](double x) { return x > 0 ? 1.0 : 0.0; }},
      {"min(max(x,-1),1)", [](double x) { return std::clamp(x, -1.0, 1.0); },
       [](double x) { return std::abs(x) < 1 ? 1.0 : 0.0; }},
      {"abs(x)*sign(x)+0*x", [](double x) { return x; }, [](double) { return 1.0; }},
      {"sqrt(x^2+1)", [](double x) { return std::sqrt(x * x + 1); }, [](double x) { return x / std::sqrt(x * x + 1); }},
      {"log(1+x^2)+log1p(x*x)", [](double x) { return 2 * std::log1p(x * x); },
       [](double x) { return 4 * x / (1 + x * x); }},
      {"erf(x)", [](double x) { return std::erf(x); }, [](double x) { return 2 / std::sqrt(M_PI) * std::exp(-x * x); }},
      {"x*normal_cdf(x)", [](double x) { return x * 0.5 * std::erfc(-x / std::sqrt(2.0)); },
       [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)) + x * std::exp(-x * x / 2) / std::sqrt(2 * M_PI); }},
      {"atan(cos(x))", [](double x) { return std::atan(std::cos(x)); },
       [](double x) { return -std::sin(x) / (1 + std::cos(x) * std::cos(x)); }},
      {"expm1(x)/e^x*pi", [](double x) { return M_PI * (1 - std::exp(-x)); },
       [](double x) { return M_PI * std::exp(-x); }},
      {"tanh(tanh(x))", [](double x) { return std::tanh(std::tanh(x)); },
       [](double x) {
         const double t = std::tanh(x);
         return (1 - std::tanh(t) * std::tanh(t)) * (1 - t * t);
       }},
      {"0.5*relu(x)+0.5*silu(2*x)", [](double x) { return 0.5 * std::max(x, 0.0) + x * sigmoid(2 * x); },
       [](double x) { return (x > 0 ? 0.5 : 0) + sigmoid(2 * x) + 2 * x * sigmoid(2 * x) * sigmoid(-2 * x); }},
      {"(x>=1)+(x<-1)*x+(x==9)+(x!=9)", [](double x) { return (x >= 1) + (x < -1) * x + 1.0; },
       [](double x) { return x < -1 ? 1.0 : 0.0; }},
  };
  for (const Known& known : formulas) {
    const ActivationSpec spec = parse_activation(known.text, "t");
    REQUIRE(spec.formula != nullptr);
    CAPTURE(known.text, spec.info().derivative);
    const auto x = grid();
    const auto wide = test::evaluate<double>(spec, x);
    const auto narrow = test::evaluate<float>(spec, std::vector<float>(x.begin(), x.end()));
    for (std::size_t i = 0; i < x.size(); ++i) {
      CAPTURE(x[i]);
      CHECK(wide.value[i] == Approx(known.value(x[i])).epsilon(1e-12).margin(1e-13));
      CHECK(wide.slope[i] == Approx(known.slope(x[i])).epsilon(1e-11).margin(1e-12));
      CHECK(static_cast<double>(narrow.value[i]) == Approx(known.value(x[i])).epsilon(2e-5).margin(2e-5));
    }
  }
}

TEST_CASE("A formula that is a built-in activation has its bits") {
  for (const char* name : {"tanh", "sigmoid", "relu", "gelu", "mish", "softsign", "elu"}) {
    CAPTURE(name);
    const auto x = grid();
    const std::vector<float> narrow(x.begin(), x.end());
    const auto built_in = test::evaluate<float>(parse_activation(name, "t"), narrow);
    const auto formula = test::evaluate<float>(parse_activation(std::string(name) + "(x)", "t"), narrow);
    CHECK(formula.value == built_in.value);
    CHECK(formula.slope == built_in.slope);
  }
}

TEST_CASE("Formulas give the same bits on every target and in stretches of every length") {
  const ActivationSpec spec = parse_activation("where(x>0.3, x*sigmoid(x)^2, sin(x)/(1+x^2)) + max(x, tanh(x))", "t");
  const auto x = grid();
  const std::vector<float> narrow(x.begin(), x.end());
  const auto reference = test::evaluate<float>(spec, narrow);
  for (const arithmetic::Target target : arithmetic::available_targets()) {
    CHECK(test::evaluate<float>(spec, narrow, target).value == reference.value);
    CHECK(test::evaluate<float>(spec, narrow, target).slope == reference.slope);
  }
  for (std::size_t i = 0; i < x.size(); i += 7) {
    CHECK(test::evaluate<float>(spec, {narrow[i]}).value[0] == reference.value[i]);
  }
}

TEST_CASE("Declared numbers are learned: their slopes are exact") {
  const ActivationSpec spec = parse_activation("a=c*x*sigmoid(b*x); b=1.5; c=2", "t");
  CHECK(spec.learned(8) == std::vector<double>{1.5, 2});
  CHECK(spec.text() == "a=c*x*sigmoid(b*x);b=1.5;c=2");
  CHECK(spec.info().name == "a");
  const FormulaProgram& program = spec.formula->learned_slopes();
  CHECK(program.outputs == 2);
  const double x = 0.7;
  CHECK(evaluate(*spec.formula, {x})[0] == Approx(2 * x * sigmoid(1.5 * x)).epsilon(1e-15));
}

TEST_CASE("Wrong formulas are refused with the place and what is expected there") {
  struct Wrong {
    const char* text;
    const char* message;
    std::size_t column;
  };
  for (const Wrong& wrong : {
           Wrong{"x*sigmod(2)", "the formula has the unknown name 'sigmod'; did you mean sigmoid or sign?", 2},
           {"x+*2", "the formula has '*' at character 3; x, a number, a function or '(' is expected", 2},
           {"(x+1", "the formula has the end at character 5; ')' is expected", 4},
           {"x 2", "the formula has '2' at character 3; an operator or the end is expected", 2},
           {"sin x", "the formula has 'x' at character 5; '(' after sin is expected", 4},
           {"max(x)", "max is given 1 arguments; it takes 2", 5},
           {"x+1.2.3", "the formula has '1' at character 3; a number like 1.5 or 2e-3 is expected", 2},
           {"x*b;b=", "the formula has the end at character 7; a number is expected", 6},
           {"x*b;1", "the formula has '1' at character 5; a declaration like b=1 is expected", 4},
           {"relu=x*2", "the name 'relu' already means something; choose another", 0},
           {"x*b;b=1;b=2", "the name 'b' already means something; choose another", 8},
       }) {
    CAPTURE(wrong.text);
    const Error error = error_of(wrong.text);
    CHECK(std::string(error.what()) == std::string("t: ") + wrong.message);
    CHECK(error.excerpt() == wrong.text);
    CHECK(error.column() == wrong.column);
  }
  CHECK(std::string(error_of("3+2").what()) ==
        "t: the formula '3+2' does not depend on x; give one like x*sigmoid(1.5*x)");
  CHECK(std::string(error_of("x+1;b=2").what()) ==
        "t: the formula 'x+1;b=2' does not depend on b; leave its declaration out");
  CHECK(std::string(error_of(std::string(1001, 'x')).what()) ==
        "t: the formula is longer than 1000 characters; shorten it");
  const std::string deep = std::string(200, '(') + "x" + std::string(200, ')');
  CHECK(std::string(error_of(deep).what()) == "t: the formula is nested more than 100 deep; simplify it");
}

TEST_CASE("Random texts and random changes of formulas are read or refused, and nothing else") {
  const std::vector<std::string> words{"x",     "1.5",    "(",     ")",  "+",  "-", "*",  "/",  "^",    ",",     "sin(",
                                       "max(",  "where(", ">",     "<=", "==", ";", "b",  "=",  "e",    "tanh(", "1e",
                                       "relu(", "..",     "sqrt(", " ",  "pi", "_", "\\", "\"", "\xc3", "log("};
  arithmetic::RandomStream numbers(17, 0, arithmetic::Purpose::data);
  std::size_t read = 0;
  std::size_t refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = round % 2 == 0 ? "" : "where(x>0,x*sigmoid(b*x),0.1*sin(x)^2);b=1";
    const std::uint32_t changes = round % 2 == 0 ? 1 + numbers.below(12) : 1 + numbers.below(2);
    for (std::uint32_t change = 0; change < changes; ++change) {
      const auto place = numbers.below(static_cast<std::uint32_t>(text.size() + 1));
      const std::string& word = words[numbers.below(static_cast<std::uint32_t>(words.size()))];
      const std::size_t erased = round % 2 == 0 ? 0 : numbers.below(4);
      text.replace(place, std::min(erased, text.size() - place), word);
    }
    try {
      const Formula formula(text, "t");
      ++read;
      // Whatever is accepted is canonical: its own text is read as the same formula.
      CHECK(Formula(formula.text(), "t").text() == formula.text());
    } catch (const Error& error) {
      ++refused;
      CHECK(error.kind() == ErrorKind::usage);
      CHECK(error.column() <= text.size());
    }
  }
  CHECK(read > 150);
  CHECK(refused > 5000);
}
