namespace MixturePS.Specs;
