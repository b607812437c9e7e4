global using Wire = Hotline.Contracts;
