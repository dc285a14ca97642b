#include "network/initializer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

#include "actlab/error.hpp"
#include "arithmetic/elementary.hpp"
#include "arithmetic/philox.hpp"
#include "network/gain.hpp"
#include "playground/seeded_random.hpp"
#include "text/number.hpp"
#include "text/parameters.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

// Variances: He 2015: 2 / fan-in; LeCun 1998: 1 / fan-in; Glorot 2010: 2 / (fan-in + fan-out). A uniform deviate on
// [-a, a) has variance a^2 / 3.
constexpr std::array<InitializerInfo, 11> table{{
    {.name = "zeros", .formula = "0", .citation = "", .scale = [](double, double) { return 0.0; }},
    {.name = "uniform",
     .formula = "U(-s, s), s after a colon",
     .citation = "",
     .takes_scale = true,
     .scale = [](double, double) { return 1.0; }},
    {.name = "normal",
     .formula = "N(0, s^2), s after a colon",
     .citation = "",
     .takes_scale = true,
     .normal = true,
     .scale = [](double, double) { return 1.0; }},
    {.name = "glorot",
     .formula = "U(-a, a), a = sqrt(6 / (fan_in + fan_out))",
     .citation = "Glorot, Bengio 2010",
     .scale = [](double in, double out) { return std::sqrt(6.0 / (in + out)); }},
    {.name = "glorot_normal",
     .formula = "N(0, 2 / (fan_in + fan_out))",
     .citation = "Glorot, Bengio 2010",
     .normal = true,
     .scale = [](double in, double out) { return std::sqrt(2.0 / (in + out)); }},
    {.name = "he",
     .formula = "N(0, 2 / fan_in)",
     .citation = "He, Zhang, Ren, Sun 2015",
     .normal = true,
     .scale = [](double in, double) { return std::sqrt(2.0 / in); }},
    {.name = "he_uniform",
     .formula = "U(-a, a), a = sqrt(6 / fan_in)",
     .citation = "He, Zhang, Ren, Sun 2015",
     .scale = [](double in, double) { return std::sqrt(6.0 / in); }},
    {.name = "lecun",
     .formula = "N(0, 1 / fan_in)",
     .citation = "LeCun, Bottou, Orr, Mueller 1998",
     .normal = true,
     .scale = [](double in, double) { return std::sqrt(1.0 / in); }},
    {.name = "lecun_uniform",
     .formula = "U(-a, a), a = sqrt(3 / fan_in)",
     .citation = "LeCun, Bottou, Orr, Mueller 1998",
     .scale = [](double in, double) { return std::sqrt(3.0 / in); }},
    {.name = "orthogonal",
     .formula = "orthonormal rows or columns",
     .citation = "Saxe, McClelland, Ganguli 2014",
     .normal = true,
     .orthogonal = true,
     .scale = [](double, double) { return 1.0; }},
    {.name = "seedrandom",
     .formula = "U(-0.5, 0.5) of the numbers that Playground draws, seedrandom:SEED:DRAWS",
     .citation = "TensorFlow Playground",
     .takes_seed = true,
     .scale = [](double, double) { return 0.5; }},
}};

// The deviates of parameters index, index + 1, ...: one Philox block each. Normal ones are RandomStream::normal()'s, a
// vector at a time.
void draw(arithmetic::Purpose purpose, bool normal, std::int64_t seed, std::uint32_t replicate, std::uint64_t index,
          std::vector<double>& out) {
  std::vector<double> angle(normal ? out.size() : 0);
  for (std::size_t i = 0; i < out.size(); ++i) {
    arithmetic::RandomStream stream(static_cast<std::uint64_t>(seed), replicate, purpose, index + i);
    out[i] = stream.uniform();
    if (normal) angle[i] = 2.0 * std::numbers::pi * stream.uniform();
  }
  if (!normal) {
    for (double& value : out) value = 2.0 * value - 1.0;
    return;
  }
  const arithmetic::Target target = arithmetic::best_target();
  for (double& value : out) value = 1.0 - value;
  arithmetic::apply(arithmetic::Elementary::log, out.data(), out.data(), out.size(), target);
  arithmetic::apply(arithmetic::Elementary::cos, angle.data(), angle.data(), angle.size(), target);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::sqrt(-2.0 * out[i]) * angle[i];
}

// Gram and Schmidt, each vector twice (Giraud, Langou, Rozloznik 2005), on the rows of a matrix [rows][columns], rows
// <= columns: the Q of its QR factorisation with a positive diagonal of R.
void orthonormalize(std::vector<double>& matrix, std::size_t rows, std::size_t columns) {
  for (std::size_t i = 0; i < rows; ++i) {
    double* row = matrix.data() + i * columns;
    for (std::size_t j = 0; j < 2 * i; ++j) {
      const double* earlier = matrix.data() + j % i * columns;
      double overlap = 0;
      for (std::size_t c = 0; c < columns; ++c) overlap += row[c] * earlier[c];
      for (std::size_t c = 0; c < columns; ++c) row[c] -= overlap * earlier[c];
    }
    double squares = 0;
    for (std::size_t c = 0; c < columns; ++c) squares += row[c] * row[c];
    const double norm = std::sqrt(squares);
    for (std::size_t c = 0; c < columns; ++c) row[c] /= norm;
  }
}

std::vector<double> transposed(const std::vector<double>& matrix, std::size_t rows, std::size_t columns) {
  std::vector<double> out(matrix.size());
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) out[c * rows + r] = matrix[r * columns + c];
  }
  return out;
}

// Uniform deviates on [-1, 1), one after another from the seed's stream.
void draw_seeded(const InitializerSpec& spec, std::uint32_t replicate, std::uint64_t index, std::vector<double>& out) {
  SeededRandom numbers(replicate_seed(spec.seed, replicate));
  numbers.skip(spec.draws + index);
  for (double& value : out) value = 2.0 * numbers.uniform() - 1.0;
}

// A layer's weights [units][inputs] of one replicate, before the factor; its first weight has the number `index`.
std::vector<double> draw_layer(const InitializerSpec& spec, const LayerShape& layer, std::int64_t seed,
                               std::uint32_t replicate, std::uint64_t index) {
  const InitializerInfo& info = spec.info();
  const std::size_t rows = layer.pre_activations;
  std::vector<double> weights(rows * layer.inputs);
  if (info.takes_seed) {
    draw_seeded(spec, replicate, index, weights);
    return weights;
  }
  draw(arithmetic::Purpose::weights, info.normal, seed, replicate, index, weights);
  if (!info.orthogonal) return weights;
  if (rows <= layer.inputs) {
    orthonormalize(weights, rows, layer.inputs);
    return weights;
  }
  weights = transposed(weights, rows, layer.inputs);
  orthonormalize(weights, layer.inputs, rows);
  return transposed(weights, layer.inputs, rows);
}

// A seed may hold colons; the last one is before the number of draws.
InitializerSpec with_seed(InitializerSpec spec, std::string_view text, std::string_view where) {
  const std::string_view rest = text::text_after_colon(text);
  const std::size_t colon = rest.rfind(':');
  const auto draws = colon == std::string_view::npos ? std::nullopt : text::parse_integer(rest.substr(colon + 1));
  if (!draws || *draws < 0 || *draws > 1'000'000'000) {
    throw Error(ErrorKind::usage, std::string(where), "initializer " + text::quoted(text) + " cannot be read",
                "give a seed and the numbers drawn before the weights, like seedrandom:0.27829:2500");
  }
  spec.seed = rest.substr(0, colon);
  spec.draws = static_cast<std::uint64_t>(*draws);
  return spec;
}

}  // namespace

std::span<const InitializerInfo> initializers() { return table; }

std::string InitializerSpec::text() const {
  std::string out(info().name);
  if (info().takes_seed) return out + ":" + seed + ":" + std::to_string(draws);
  if (auto_gain) return out + ":auto";
  return info().takes_scale || factor != 1 ? out + ":" + text::number_text(factor) : out;
}

InitializerSpec parse_initializer(std::string_view text, std::string_view where) {
  const std::string_view name = text::name_before_colon(text);
  InitializerSpec spec{.index = text::find_row(table, name, "initializer", where)};
  if (spec.info().takes_seed) return with_seed(std::move(spec), text, where);
  const bool takes_scale = spec.info().takes_scale;
  const bool bare = name.size() == text.size();
  const std::string_view factor = text::text_after_colon(text);
  spec.auto_gain = !takes_scale && factor == "auto";
  if ((bare && !takes_scale) || spec.auto_gain) return spec;
  const auto number = text::parse_number(factor);
  if (!number || *number <= 0 || !std::isfinite(*number)) {
    throw Error(ErrorKind::usage, std::string(where), "initializer " + text::quoted(text) + " cannot be read",
                takes_scale ? "give its scale after a colon, like " + std::string(name) + ":0.5"
                            : "give a gain after the colon, like " + std::string(name) + ":1.5, or auto");
  }
  spec.factor = *number;
  return spec;
}

std::vector<std::string> split_initializers(std::string_view text) {
  if (text.starts_with("seedrandom:")) return {std::string(text)};
  std::vector<std::string> items(1);
  for (const char c : text) {
    if (c == '/') {
      items.emplace_back();
    } else {
      items.back() += c;
    }
  }
  return items;
}

std::string BiasInit::text() const {
  const char* name = kind == Kind::normal ? "normal:" : kind == Kind::uniform ? "uniform:" : "";
  return name + text::number_text(value);
}

BiasInit parse_bias_init(std::string_view text, std::string_view where) {
  constexpr double largest = 1000;
  BiasInit init;
  std::string_view number = text;
  if (text.find(':') != std::string_view::npos) {
    const std::string_view name = text::name_before_colon(text);
    init.kind = name == "normal" ? BiasInit::Kind::normal : BiasInit::Kind::uniform;
    number = name == "normal" || name == "uniform" ? text::text_after_colon(text) : "";
  }
  const auto value = text::parse_number(number);
  const bool constant = init.kind == BiasInit::Kind::constant;
  if (!value || !(std::abs(*value) <= largest) || (!constant && *value <= 0)) {
    throw Error(ErrorKind::usage, std::string(where), text::quoted(text) + " is not allowed",
                "give a number from -1000 to 1000, or normal:S or uniform:S with S above 0 and at most 1000");
  }
  init.value = *value == 0 ? 0.0 : *value;
  return init;
}

namespace {

// The factor of a layer's deviates.
double scale_of(const InitializerSpec& spec, const LayerShape& layer, bool hidden) {
  const double gain = spec.auto_gain ? (hidden ? activation_gain(layer.activation) : 1.0) : spec.factor;
  return gain * spec.info().scale(static_cast<double>(layer.inputs), static_cast<double>(layer.units));
}

// A layer's weights of one lane; its first weight has the number `index`.
template <class T>
void draw_weights(Network<T>& network, const InitializerSpec& spec, double scale, std::size_t l, std::int64_t seed,
                  std::uint32_t replicate, std::size_t lane, std::uint64_t index) {
  const std::vector<double> weights = draw_layer(spec, network.shape().layers[l], seed, replicate, index);
  T* first = network.parameters() + network.weights_begin(l) * network.lanes() + lane;
  for (std::size_t w = 0; w < weights.size(); ++w) first[w * network.lanes()] = static_cast<T>(scale * weights[w]);
}

// A layer's drawn biases of one lane; its first bias has the number `index`.
template <class T>
void draw_biases(Network<T>& network, const BiasInit& init, std::size_t l, std::int64_t seed, std::uint32_t replicate,
                 std::size_t lane, std::uint64_t index) {
  std::vector<double> biases(network.shape().layers[l].pre_activations);
  draw(arithmetic::Purpose::biases, init.kind == BiasInit::Kind::normal, seed, replicate, index, biases);
  T* first = network.parameters() + network.biases_begin(l) * network.lanes() + lane;
  for (std::size_t b = 0; b < biases.size(); ++b) first[b * network.lanes()] = static_cast<T>(init.value * biases[b]);
}

}  // namespace

template <class T>
void initialize(Network<T>& network, const InitialValues& values, std::int64_t seed, std::uint32_t first_replicate,
                std::size_t count) {
  const std::size_t lanes = network.lanes();
  const bool drawn = network.shape().biased && values.biases.kind != BiasInit::Kind::constant;
  const double constant = network.shape().biased && !drawn ? values.biases.value : 0;
  T* parameters = network.parameters();
  std::fill_n(parameters, network.parameter_count() * lanes, T{0});
  std::uint64_t weight = 0;
  std::uint64_t bias = 0;
  for (std::size_t l = 0; l < network.shape().layers.size(); ++l) {
    const LayerShape& layer = network.shape().layers[l];
    std::fill_n(parameters + network.biases_begin(l) * lanes, layer.pre_activations * lanes, static_cast<T>(constant));
    const double scale = scale_of(values.weights[l], layer, l < network.shape().hidden_layers());
    for (std::size_t lane = 0; lane < count; ++lane) {
      const auto replicate = first_replicate + static_cast<std::uint32_t>(lane);
      if (scale != 0) draw_weights(network, values.weights[l], scale, l, seed, replicate, lane, weight);
      if (drawn) draw_biases(network, values.biases, l, seed, replicate, lane, bias);
    }
    weight += layer.pre_activations * layer.inputs;
    bias += layer.pre_activations;
    const std::vector<double> learned = layer.activation.learned(layer.width);
    for (std::size_t i = 0; i < learned.size(); ++i) {
      std::fill_n(parameters + (network.learned_begin(l) + i) * lanes, lanes, static_cast<T>(learned[i]));
    }
  }
}

template void initialize(Network<float>&, const InitialValues&, std::int64_t, std::uint32_t, std::size_t);
template void initialize(Network<double>&, const InitialValues&, std::int64_t, std::uint32_t, std::size_t);

}  // namespace actlab
